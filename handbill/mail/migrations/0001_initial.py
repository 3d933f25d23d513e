import django.db.models.deletion
import handbill.base.clock
import handbill.base.fields
import handbill.base.ids
import handbill.mail.models.recipients
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('copies', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=handbill.mail.models.recipients.new_reference, max_length=32, unique=True)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('step', models.CharField(choices=[('planned', 'waits'), ('sending', 'is being handed over'), ('sent', 'sent'), ('unknown', 'not known'), ('refused', 'not taken'), ('left_out', 'left out')], default='planned', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField(null=True)),
                ('announced_at', models.DateTimeField(null=True)),
                ('tried_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('code', models.PositiveSmallIntegerField(null=True)),
                ('status', models.CharField(blank=True, max_length=11)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('was_soft', models.BooleanField(default=False)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('edition', 'The paper, by e-mail'), ('letter', 'A letter, by e-mail'), ('texts', 'A text message')], max_length=8)),
                ('purpose', models.CharField(default='news', max_length=12)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('running', 'Being sent'), ('paused', 'Paused'), ('done', 'Sent'), ('cancelled', 'Stopped for good')], default='draft', max_length=9)),
                ('ordered_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('holder', models.CharField(blank=True, max_length=32)),
                ('boot', models.CharField(blank=True, max_length=36)),
                ('beat_at', models.DateTimeField(blank=True, null=True)),
                ('key_ends_at', models.DateTimeField(blank=True, null=True)),
                ('wait_until', models.DateTimeField(blank=True, null=True)),
                ('waits', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=20)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='accounts.group')),
                ('issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='copies.issue')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ordered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MailingText',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=35)),
                ('subject', models.CharField(blank=True, max_length=160)),
                ('body', models.TextField(max_length=40000)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='mail.mailing')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SealedAddress',
            fields=[
                ('recipient', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='address', serialize=False, to='mail.recipient')),
                ('locked', models.BinaryField(max_length=1000)),
            ],
        ),
        migrations.AddField(
            model_name='recipient',
            name='mailing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='mail.mailing'),
        ),
        migrations.AddField(
            model_name='recipient',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person'),
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('rhythm', models.CharField(choices=[('never', 'never'), ('daily', 'every day on which somebody waits'), ('weekly', 'on Mondays')], default='never', max_length=6)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reminder', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='StoppedAddress',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('stopped_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('status', models.CharField(blank=True, max_length=11)),
                ('was_soft', models.BooleanField(default=False)),
                ('card_mark', models.BinaryField(max_length=16)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stopped_address', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='MailAccount',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('host', models.CharField(max_length=200)),
                ('port', models.PositiveIntegerField(default=587)),
                ('safety', models.CharField(choices=[('starttls', 'STARTTLS (usual with port 587)'), ('tls', 'TLS from the start (usual with port 465)'), ('none', 'none (only on this machine)')], default='starttls', max_length=8)),
                ('login', models.CharField(blank=True, max_length=200)),
                ('locked_password', models.BinaryField(blank=True, max_length=400)),
                ('sender', models.EmailField(max_length=254)),
                ('hourly', models.PositiveIntegerField(default=200)),
                ('inbox_host', models.CharField(blank=True, max_length=200)),
                ('inbox_port', models.PositiveIntegerField(default=993)),
                ('inbox_seen', models.PositiveBigIntegerField(default=0)),
                ('inbox_looked_at', models.DateTimeField(blank=True, null=True)),
                ('inbox_trouble', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('worked_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_account', to='accounts.group')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('port__gte', 1), ('port__lte', 65535)), name='mail_port_is_a_port'), models.CheckConstraint(condition=models.Q(('safety__in', ['starttls', 'tls', 'none'])), name='mail_safety_is_one_of_three'), models.CheckConstraint(condition=models.Q(('hourly__gte', 1)), name='mail_goes_out_at_least_one_an_hour')],
            },
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['edition', 'letter', 'texts'])), name='mailing_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'running', 'paused', 'done', 'cancelled'])), name='mailing_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['news', 'follow_up', 'texts'])), name='mailing_purpose_is_known'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue__isnull', False), ('kind', 'edition'), ('purpose', 'news')), models.Q(models.Q(('kind', 'edition'), _negated=True), ('issue__isnull', True)), _connector='OR'), name='an_edition_is_an_issue_for_news'),
        ),
        migrations.AddConstraint(
            model_name='mailing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ordered_at__isnull', True), ('ordered_by__isnull', True), ('state', 'draft')), models.Q(('ordered_at__isnull', False), ('ordered_by__isnull', False), models.Q(('state', 'draft'), _negated=True)), _connector='OR'), name='a_mailing_past_the_draft_was_ordered'),
        ),
        migrations.AddConstraint(
            model_name='mailingtext',
            constraint=models.UniqueConstraint(fields=('mailing', 'language'), name='one_text_per_mailing_and_language'),
        ),
        migrations.AddField(
            model_name='sealedaddress',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group'),
        ),
        migrations.AddField(
            model_name='sealedaddress',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person'),
        ),
        migrations.AddIndex(
            model_name='recipient',
            index=models.Index(fields=['mailing', 'step'], name='recipient_by_step'),
        ),
        migrations.AddIndex(
            model_name='recipient',
            index=models.Index(fields=['group', 'tried_at'], name='recipient_by_try'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.UniqueConstraint(fields=('mailing', 'person'), name='nobody_is_twice_on_a_list'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', ['planned', 'sending', 'sent', 'unknown', 'refused', 'left_out'])), name='recipient_step_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('rhythm__in', ['never', 'daily', 'weekly'])), name='reminder_rhythm_is_one_of_three'),
        ),
    ]
