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
        ('people', '0001_initial'),
        ('plan', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HelperInvited',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('passed_on_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='helper_invited', to='accounts.invitation')),
                ('joining', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='helper_invited', to='plan.joining')),
            ],
        ),
        migrations.CreateModel(
            name='FirstSentence',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=35)),
                ('text', models.CharField(max_length=400)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_sentences', to='accounts.group')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['language', 'made_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('group', 'language'), name='one_first_sentence_per_language'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_first_sentence_says_something')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('get_back', 'Get Back'), ('ring_back', 'Ring Back'), ('write', 'Write'), ('invite', 'Invite'), ('send', 'Send'), ('other', 'Other')], default='get_back', max_length=10)),
                ('step_text', models.BinaryField(null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('reached_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='accounts.group')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='people.person')),
            ],
            options={
                'ordering': ['due_at'],
                'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['group', 'due_at'], name='open_follow_up_by_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('person',), name='one_open_follow_up_per_person'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', False), ('closed_by__isnull', True), _connector='OR'), name='an_open_follow_up_was_closed_by_nobody')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('offered_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('deal', models.UUIDField(blank=True, null=True)),
                ('wrap', models.BinaryField(max_length=97, null=True)),
                ('answer', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('declined', 'Declined'), ('taken_back', 'Taken Back')], max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.key')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers_made', to=settings.AUTH_USER_MODEL)),
                ('offered_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='people.person')),
            ],
            options={
                'ordering': ['offered_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('answer', '')), fields=['offered_to'], name='open_offers_to')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('person',), name='one_open_offer_per_person'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('wrap__isnull', False)), models.Q(('answer__in', ['accepted', 'declined', 'taken_back']), ('answered_at__isnull', False), ('wrap__isnull', True)), _connector='OR'), name='only_an_open_offer_holds_a_wrap'), models.CheckConstraint(condition=models.Q(('offered_to', models.F('offered_by')), _negated=True), name='nobody_is_offered_people_by_herself')],
            },
        ),
    ]
