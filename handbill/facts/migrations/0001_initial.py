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
        ('copies', '0001_initial'),
        ('plan', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=80)),
                ('answer', models.CharField(blank=True, max_length=600)),
                ('answer_by_language', models.JSONField(blank=True, default=dict)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='accounts.group')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Reached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.IntegerField()),
                ('in_time', models.IntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reached', to='plan.outing')),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('row', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', handbill.base.fields.Id16Field()),
                ('kind', models.CharField(max_length=16)),
                ('made_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('happened_at', models.DateTimeField()),
                ('content_hash', models.BinaryField(max_length=32)),
                ('body', models.TextField(default='{}')),
                ('of', handbill.base.fields.Id16Field(null=True)),
                ('person', handbill.base.fields.Id16Field(null=True)),
                ('copies', models.PositiveIntegerField(default=0)),
                ('for_friend', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='accounts.group')),
                ('outing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='plan.outing')),
                ('phone', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='accounts.phone')),
            ],
            options={
                'indexes': [models.Index(fields=['outing', 'phone'], name='fact_by_outing_and_phone'), models.Index(condition=models.Q(('of__isnull', False)), fields=['group', 'of'], name='fact_by_target'), models.Index(condition=models.Q(('person__isnull', False)), fields=['group', 'person'], name='fact_by_person')],
                'constraints': [models.UniqueConstraint(fields=('group', 'id'), name='a_fact_id_is_unique_in_its_group'), models.CheckConstraint(condition=models.Q(('for_friend__lte', models.F('copies'))), name='handout_for_friend_is_part_of_copies'), models.CheckConstraint(condition=models.Q(('phone__isnull', False), ('by__isnull', False), _connector='OR'), name='a_fact_comes_from_a_phone_or_a_member'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['detail', 'retraction']), ('of__isnull', False)), models.Q(models.Q(('kind__in', ['detail', 'retraction']), _negated=True), ('of__isnull', True)), _connector='OR'), name='only_details_and_retractions_point_at_a_fact')],
            },
        ),
        migrations.CreateModel(
            name='SealedText',
            fields=[
                ('row', models.BigAutoField(primary_key=True, serialize=False)),
                ('id', handbill.base.fields.Id16Field()),
                ('fact_id', handbill.base.fields.Id16Field(null=True)),
                ('label', models.CharField(choices=[('hb-question-1', 'Question'), ('hb-remark-1', 'Remark'), ('hb-place-1', 'Place'), ('hb-note-1', 'Note')], max_length=16)),
                ('ct', models.BinaryField()),
                ('wraps', models.JSONField()),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'fact_id'), name='one_sealed_text_per_fact')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('fact_id', handbill.base.fields.Id16Field()),
                ('received_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('content_hash', models.BinaryField(max_length=32)),
                ('entry', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('phone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.phone')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'fact_id', 'content_hash'), name='set_aside_once')],
            },
        ),
        migrations.CreateModel(
            name='SignUpTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('given', models.IntegerField(default=0)),
                ('friend', models.IntegerField(default=0)),
                ('found', models.IntegerField(default=0)),
                ('unsaid', models.IntegerField(default=0)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_up_tallies', to='copies.batch')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'on'), name='one_sign_up_tally_per_batch_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversations', models.IntegerField(default=0)),
                ('asked', models.IntegerField(default=0)),
                ('given', models.IntegerField(default=0)),
                ('copies', models.IntegerField(default=0)),
                ('for_friend', models.IntegerField(default=0)),
                ('contacts', models.IntegerField(default=0)),
                ('from_pile', models.IntegerField(default=0)),
                ('in_hand', models.IntegerField(default=0)),
                ('counted', handbill.base.fields.Id16Field(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='plan.outing')),
                ('phone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='accounts.phone')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('outing', 'phone'), name='one_tally_per_outing_and_phone'), models.UniqueConstraint(condition=models.Q(('phone__isnull', True)), fields=('outing',), name='one_tally_of_the_desk_per_outing')],
            },
        ),
        migrations.CreateModel(
            name='TopicTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('question', 'Question'), ('point', 'Point')], max_length=8)),
                ('topic', handbill.base.fields.Id16Field()),
                ('conversations', models.IntegerField(default=0)),
                ('turned_away', models.IntegerField(default=0)),
                ('listened', models.IntegerField(default=0)),
                ('interested', models.IntegerField(default=0)),
                ('want_to_help', models.IntegerField(default=0)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_tallies', to='plan.outing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('outing', 'what', 'topic'), name='one_tally_per_outing_and_topic')],
            },
        ),
        migrations.CreateModel(
            name='Willing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation', handbill.base.fields.Id16Field()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='willing', to='plan.outing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'conversation'), name='a_conversation_is_willing_once')],
            },
        ),
    ]
