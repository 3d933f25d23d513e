import django.db.models.deletion
import handbill.base.clock
import handbill.base.fields
import handbill.base.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('login', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('role', models.CharField(choices=[('organiser', 'Organiser'), ('volunteer', 'Volunteer'), ('editor', 'Editor'), ('viewer', 'Viewer')], max_length=12)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('languages', models.JSONField(default=list)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('created_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('salt', models.BinaryField(max_length=16)),
                ('argon_passes', models.PositiveSmallIntegerField()),
                ('argon_kib', models.PositiveIntegerField()),
                ('wrapped_secret', models.BinaryField(max_length=120)),
                ('password_number', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('language', models.CharField(default='en', max_length=35)),
                ('country', models.CharField(default='GB', max_length=2)),
                ('timezone', models.CharField(default='Europe/London', max_length=60)),
                ('paper', models.CharField(blank=True, max_length=120)),
                ('ink', models.CharField(default='#0E5362', max_length=7)),
                ('created_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='accounts.group')),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=handbill.base.clock.now)),
                ('what', models.CharField(max_length=40)),
                ('about', models.CharField(blank=True, max_length=40)),
                ('count', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audit', to='accounts.group')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.AddField(
            model_name='member',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='accounts.group'),
        ),
        migrations.CreateModel(
            name='Instance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('generation', models.CharField(max_length=40)),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='an_instance_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('organiser', 'Organiser'), ('volunteer', 'Volunteer'), ('editor', 'Editor'), ('viewer', 'Viewer')], max_length=12)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('locked_texts', models.BinaryField(max_length=120, null=True)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ends_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.group')),
                ('lets_back_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ways_back', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations_made', to=settings.AUTH_USER_MODEL)),
                ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations_used', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('cards', 'Cards'), ('texts', 'Texts'), ('no_contact', 'No Contact'), ('recovery', 'Recovery'), ('member', 'Member')], max_length=10)),
                ('epoch', models.PositiveIntegerField(default=1)),
                ('public', models.BinaryField(max_length=32)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('printed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='accounts.group')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='keys', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='KeyWrap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.BinaryField(max_length=120)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='accounts.key')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opens', to='accounts.key')),
            ],
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('host', models.CharField(max_length=253)),
                ('credential', models.BinaryField(max_length=1023)),
                ('credential_hash', models.BinaryField(max_length=32, unique=True)),
                ('public', models.BinaryField(max_length=2000)),
                ('uses', models.PositiveBigIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at'],
            },
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phones', to='accounts.group')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='phones', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('session_key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('browser', models.CharField(blank=True, max_length=40)),
                ('used_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('kept', models.BinaryField(max_length=120, null=True)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('purpose', models.CharField(max_length=12)),
                ('channel', models.CharField(max_length=12)),
                ('language', models.CharField(max_length=35)),
                ('text', models.CharField(max_length=400)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='accounts.group')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='EnrolledPhone',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('share', models.BinaryField(max_length=32)),
                ('pin_check', models.BinaryField(max_length=32)),
                ('wrap', models.BinaryField(max_length=120)),
                ('browser', models.CharField(blank=True, max_length=40)),
                ('used_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('wrong_tries', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ends_at', models.DateTimeField()),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolled_phones', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wrong_tries__lt', 5)), name='an_enrolled_phone_has_tries_left')],
            },
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['organiser', 'volunteer', 'editor', 'viewer'])), name='member_role_is_one_of_four'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('used_at__isnull', True), ('used_by__isnull', True)), models.Q(('used_at__isnull', False), ('used_by__isnull', False)), _connector='OR'), name='invitation_used_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='key',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'member'), ('member__isnull', False)), models.Q(models.Q(('kind', 'member'), _negated=True), ('member__isnull', True)), _connector='OR'), name='a_members_key_names_its_member'),
        ),
        migrations.AddConstraint(
            model_name='key',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'member'), _negated=True), fields=('group', 'kind', 'epoch'), name='one_key_of_a_kind_per_epoch'),
        ),
        migrations.AddConstraint(
            model_name='key',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('kind', 'member')), fields=('member',), name='one_current_key_per_member'),
        ),
        migrations.AddConstraint(
            model_name='keywrap',
            constraint=models.UniqueConstraint(fields=('key', 'reader'), name='one_wrap_per_key_and_reader'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('group', 'number'), name='one_wording_per_number'),
        ),
    ]
