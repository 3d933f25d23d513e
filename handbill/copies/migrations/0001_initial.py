import django.db.models.deletion
import handbill.base.clock
import handbill.base.fields
import handbill.base.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('issue', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=12)),
                ('copies', models.PositiveIntegerField()),
                ('trial', models.CharField(blank=True, choices=[('', 'Not part of a trial'), ('prompted', 'Given with “take one for a friend”'), ('plain', 'Given without it')], default='', max_length=8)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='accounts.group')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Holder',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('cupboard', 'Cupboard'), ('member', 'Member'), ('outing', 'Outing'), ('place', 'Place where copies lie'), ('hand', 'Handed out'), ('letterbox', 'Through letterboxes'), ('left', 'Left at an outing’s place'), ('untapped', 'Handed out, not tapped'), ('elsewhere', 'Given on elsewhere'), ('lost', 'Lost'), ('unknown', 'Not accounted for')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('outing', handbill.base.fields.Id16Field(null=True, unique=True)),
                ('on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='accounts.group')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holders', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='accounts.group')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('printed', 'Printed'), ('taken', 'Taken'), ('taken_back', 'Not taken after all'), ('handed_back', 'Handed back'), ('left', 'Left at a place'), ('handed_out', 'Handed out'), ('letterbox', 'Through letterboxes'), ('lost', 'Lost'), ('found', 'Found'), ('missing', 'Fewer counted'), ('undone', 'Undone')], max_length=12)),
                ('copies', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=handbill.base.clock.now)),
                ('note', models.CharField(blank=True, max_length=160)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='copies.batch')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='copies.movement')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines_out', to='copies.holder')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines_in', to='copies.holder')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Noted',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('taken', 'Taken'), ('found', 'More than were brought'), ('handed_back', 'Handed back'), ('given_on', 'Handed to'), ('handed_out', 'Handed out'), ('letterbox', 'Through letterboxes'), ('left', 'Left at the place'), ('untapped', 'Handed out, not tapped')], max_length=12)),
                ('copies', models.PositiveIntegerField()),
                ('for_friends', models.PositiveIntegerField(default=0)),
                ('phones', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField(default=handbill.base.clock.now)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='noted', to='copies.batch')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='noted', to='copies.holder')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.holder')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.holder')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('copies', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=160)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('cupboard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.holder')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='print_runs', to='accounts.group')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='copies.issue')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='copies.printrun'),
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('paper', 'Paper'), ('leaflet', 'Leaflet')], default='paper', max_length=8)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='accounts.group')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='issue',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='copies.publication'),
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('times', models.PositiveIntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='copies.batch')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
            options={
                'ordering': ['on'],
            },
        ),
        migrations.CreateModel(
            name='Stack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copies', models.IntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stacks', to='copies.batch')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stacks', to='copies.holder')),
            ],
        ),
        migrations.CreateModel(
            name='Unsettled',
            fields=[
                ('outing', handbill.base.fields.Id16Field(primary_key=True, serialize=False)),
                ('marked_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'member'), ('member__isnull', False)), models.Q(models.Q(('kind', 'member'), _negated=True), ('member__isnull', True)), _connector='OR'), name='only_a_members_stack_has_a_member'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'outing'), ('outing__isnull', False)), models.Q(models.Q(('kind', 'outing'), _negated=True), ('outing__isnull', True)), _connector='OR'), name='only_an_outings_stack_has_an_outing'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.UniqueConstraint(fields=('member',), name='one_stack_per_member'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['cupboard', 'place'])), fields=('group', 'kind', 'name'), name='one_cupboard_or_place_per_name'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('hand', 'letterbox', 'left', 'untapped', 'elsewhere', 'lost', 'unknown'))), fields=('group', 'kind'), name='one_end_of_a_kind_per_group'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['group', 'at'], name='movement_by_time'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='a_movement_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source__isnull', False), ('target__isnull', False), models.Q(('source', models.F('target')), _negated=True)), models.Q(('kind__in', ['printed', 'found']), ('source__isnull', True), ('target__isnull', False)), models.Q(('kind', 'undone'), ('source__isnull', False), ('target__isnull', True)), _connector='OR'), name='a_movement_goes_from_one_holder_to_another'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'undone'), _negated=True), ('of__isnull', False), _connector='OR'), name='what_undoes_points_at_what_it_undoes'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'undone')), fields=('of',), name='a_movement_is_undone_once'),
        ),
        migrations.AddConstraint(
            model_name='noted',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 1), ('for_friends__lte', models.F('copies'))), name='noted_copies_hold_those_for_friends'),
        ),
        migrations.AddConstraint(
            model_name='noted',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', False), models.Q(('source__isnull', False), ('kind', 'found'), _connector='OR')), name='only_what_was_found_comes_from_nowhere'),
        ),
        migrations.AddConstraint(
            model_name='printrun',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='a_print_run_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(fields=('group', 'code'), name='one_batch_per_code'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='a_batch_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('copies__lte', 200)), name='a_batch_has_200_copies_at_most'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('trial__in', ['', 'prompted', 'plain'])), name='a_batch_is_given_with_a_word_or_without'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('group', 'name'), name='one_publication_per_name'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('publication', 'name'), name='one_issue_per_name'),
        ),
        migrations.AddConstraint(
            model_name='scan',
            constraint=models.UniqueConstraint(fields=('batch', 'on'), name='one_count_of_scans_per_batch_and_day'),
        ),
        migrations.AddConstraint(
            model_name='stack',
            constraint=models.UniqueConstraint(fields=('batch', 'holder'), name='one_stack_per_batch_and_holder'),
        ),
        migrations.AddConstraint(
            model_name='stack',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 0)), name='no_stack_is_below_nothing'),
        ),
    ]
