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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Outing',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('setting', models.CharField(choices=[('stall', 'Stall'), ('gate', 'Factory or depot gate'), ('school', 'School gate'), ('doorstep', 'Doorsteps'), ('crowd', 'Crowd outside an event'), ('meeting', 'Meeting'), ('other', 'Something else')], max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('held_by', models.CharField(blank=True, max_length=120)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('crowd_expected', models.PositiveIntegerField(blank=True, null=True)),
                ('people_needed', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('goal_conversations', models.PositiveIntegerField(blank=True, null=True)),
                ('goal_asked', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('goal_contacts', models.PositiveIntegerField(blank=True, null=True)),
                ('goal_copies', models.PositiveIntegerField(blank=True, null=True)),
                ('copies_guess', models.PositiveIntegerField(blank=True, null=True)),
                ('copies_advised', models.PositiveIntegerField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='plan.outing')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings', to='accounts.group')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings_led', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_at'],
            },
        ),
        migrations.CreateModel(
            name='GuidePoint',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guide', to='plan.outing')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='CopiesGone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.CharField(max_length=60)),
                ('by_hand', models.PositiveIntegerField()),
                ('by_letterbox', models.PositiveIntegerField()),
                ('bins', models.JSONField()),
                ('last_at', models.DateTimeField(null=True)),
                ('from_pile', models.PositiveIntegerField()),
                ('from_elsewhere', models.PositiveIntegerField()),
                ('in_hand', models.IntegerField()),
                ('most_in_hand', models.IntegerField()),
                ('home', models.PositiveIntegerField(null=True)),
                ('asked_in_vain', models.PositiveIntegerField()),
                ('went_without', models.BooleanField()),
                ('carried_off', models.BooleanField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='copies_gone', to='plan.outing')),
            ],
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=160)),
                ('position', models.PositiveSmallIntegerField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='plan.outing')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passes', to='plan.outing')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'passes',
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('joined_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('heard_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('waiting', models.PositiveIntegerField(default=0)),
                ('is_late', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('phone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joinings', to='accounts.phone')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joinings', to='plan.outing')),
                ('by_pass', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joinings', to='plan.pass')),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('setting', models.CharField(choices=[('stall', 'Stall'), ('gate', 'Factory or depot gate'), ('school', 'School gate'), ('doorstep', 'Doorsteps'), ('crowd', 'Crowd outside an event'), ('meeting', 'Meeting'), ('other', 'Something else')], max_length=10)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='accounts.group')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='outing',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings', to='plan.place'),
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to=settings.AUTH_USER_MODEL)),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to='plan.outing')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sealed_id', handbill.base.fields.Id16Field()),
                ('sealed', models.BinaryField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dropped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='accounts.group')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to=settings.AUTH_USER_MODEL)),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='plan.outing')),
            ],
            options={
                'ordering': ['made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='decision_done_at_and_by_together'), models.CheckConstraint(condition=models.Q(models.Q(('dropped_at__isnull', True), ('dropped_by__isnull', True)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False)), _connector='OR'), name='decision_dropped_at_and_by_together')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('copies', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='copies.batch')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='plan.outing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('outing', 'batch'), name='one_booking_per_outing_and_batch'), models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='a_booking_has_copies')],
            },
        ),
        migrations.AddConstraint(
            model_name='pass',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('outing',), name='one_standing_pass_per_outing'),
        ),
        migrations.AddConstraint(
            model_name='pass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='pass_revoked_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='joining',
            constraint=models.UniqueConstraint(fields=('outing', 'phone'), name='one_joining_per_phone_and_outing'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('group', 'name'), name='one_place_per_name'),
        ),
        migrations.AddIndex(
            model_name='outing',
            index=models.Index(fields=['group', 'starts_at'], name='outing_by_start'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='an_outing_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.CheckConstraint(condition=models.Q(('goal_asked__isnull', True), ('goal_asked__lte', 100), _connector='OR'), name='goal_asked_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('cancelled_by__isnull', True)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='outing_cancelled_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.UniqueConstraint(fields=('outing', 'member'), name='one_shift_per_member_and_outing'),
        ),
    ]
