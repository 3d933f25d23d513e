import django.db.models.deletion
import handbill.base.clock
import handbill.base.fields
import handbill.base.ids
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('plan', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', handbill.base.fields.Id16Field(primary_key=True, serialize=False)),
                ('is_anyones', models.BooleanField(default=False)),
                ('met_at', models.DateTimeField()),
                ('contact_fact', handbill.base.fields.Id16Field()),
                ('conversation_fact', handbill.base.fields.Id16Field(null=True)),
                ('language', models.CharField(blank=True, max_length=35)),
                ('channels', models.JSONField(default=list)),
                ('is_unfinished', models.BooleanField(default=False)),
                ('wants_no_contact_at', models.DateTimeField(blank=True, null=True)),
                ('stage', models.CharField(choices=[('met', 'Met'), ('in_talks', 'In talks'), ('active', 'Active'), ('resting', 'Taking a break')], default='met', max_length=8)),
                ('more_languages', models.JSONField(default=list)),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.group')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged_away', to='people.person')),
                ('met_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people_met', to=settings.AUTH_USER_MODEL)),
                ('met_outing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people_met', to='plan.outing')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='card', serialize=False, to='people.person')),
                ('ct', models.BinaryField()),
                ('wraps_as_they_came', models.JSONField()),
                ('intake', models.BinaryField(null=True)),
                ('intake_epoch', models.PositiveIntegerField(null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40)),
                ('folded', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='accounts.group')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['folded'],
            },
        ),
        migrations.CreateModel(
            name='Tagged',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='people.person')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged', to='people.tag')),
            ],
        ),
        migrations.AddField(
            model_name='person',
            name='tags',
            field=models.ManyToManyField(related_name='people', through='people.Tagged', to='people.tag'),
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', handbill.base.fields.Id16Field(primary_key=True, serialize=False)),
                ('erased_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TwoPeople',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='two_people', to='accounts.group')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-said_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='NoContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.BinaryField(max_length=16)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('card', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='no_contact_entries', to='people.card')),
            ],
        ),
        migrations.CreateModel(
            name='IndexEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('epoch', models.PositiveIntegerField()),
                ('tag', models.BinaryField(max_length=16)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='index_entries', to='people.card')),
            ],
        ),
        migrations.CreateModel(
            name='CardWrap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wrap', models.BinaryField(max_length=97)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.key')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wraps', to='people.card')),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='notice', serialize=False, to='people.person')),
                ('told_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='accounts.group')),
            ],
        ),
        migrations.CreateModel(
            name='SelfLink',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='self_link', serialize=False, to='people.person')),
                ('id', handbill.base.fields.Id16Field(default=uuid.uuid4, unique=True)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
        ),
        migrations.CreateModel(
            name='CameWith',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came_with', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'other'), name='came_with_once'), models.CheckConstraint(condition=models.Q(('person', models.F('other')), _negated=True), name='nobody_came_with_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('own_card', 'Own Card')], max_length=10)),
                ('sealed', models.JSONField(null=True)),
                ('asked_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='accounts.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='people.person')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['group'], name='asked_and_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'own_card'), ('sealed__isnull', True)), ('kind', 'correction'), _connector='OR'), name='only_words_are_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=12)),
                ('channel', models.CharField(max_length=12)),
                ('given_at', models.DateTimeField()),
                ('typed_by', models.CharField(default='holder', max_length=8)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.person')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.wording')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'purpose', 'channel', 'given_at'), name='one_consent_per_purpose_and_channel'), models.CheckConstraint(condition=models.Q(('purpose__in', ['follow_up', 'news', 'texts'])), name='consent_purpose_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ForgettingRule',
            fields=[
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='forgetting_rule', serialize=False, to='accounts.group')),
                ('months', models.PositiveSmallIntegerField()),
                ('set_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('months__gte', 3), ('months__lte', 120)), name='forgetting_takes_months')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('away', handbill.base.fields.Id16Field(unique=True)),
                ('merged_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('card_before', models.BinaryField(null=True)),
                ('card_merged', models.BinaryField(null=True)),
                ('before', models.JSONField(default=dict)),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='accounts.group')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='people.person')),
                ('merged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-merged_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('destroyed_at', None)), fields=['merged_at'], name='merges_kept_back')],
                'constraints': [models.CheckConstraint(condition=models.Q(('destroyed_at', None), models.Q(('card_before', None), ('card_merged', None)), _connector='OR'), name='a_destroyed_card_leaves_no_other_version'), models.CheckConstraint(condition=models.Q(('kept', models.F('away')), _negated=True), name='nobody_is_merged_with_themselves')],
            },
        ),
        migrations.CreateModel(
            name='SavedList',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('is_for_all', models.BooleanField(default=False)),
                ('choice', models.CharField(max_length=300)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_lists', to='accounts.group')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_lists', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('made_by', 'choice'), name='one_saved_list_per_choice'), models.CheckConstraint(condition=models.Q(('choice', ''), _negated=True), name='a_saved_list_chooses_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(fields=('group', 'folded'), name='one_tag_per_name'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_tag_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='tagged',
            constraint=models.UniqueConstraint(fields=('person', 'tag'), name='a_tag_once_per_person'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['group', 'met_at'], name='person_by_meeting'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['group', 'owner'], name='person_by_owner'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['group', '-id'], name='person_by_newest'),
        ),
        migrations.AddConstraint(
            model_name='twopeople',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='two_people_are_said_once'),
        ),
        migrations.AddConstraint(
            model_name='twopeople',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='the_lower_id_is_the_first_of_two'),
        ),
        migrations.AddIndex(
            model_name='nocontact',
            index=models.Index(fields=['group', 'tag'], name='no_contact_by_tag'),
        ),
        migrations.AddConstraint(
            model_name='nocontact',
            constraint=models.UniqueConstraint(fields=('card', 'tag'), name='one_no_contact_entry_per_card_and_tag'),
        ),
        migrations.AddIndex(
            model_name='indexentry',
            index=models.Index(fields=['group', 'epoch', 'tag'], name='index_by_tag'),
        ),
        migrations.AddConstraint(
            model_name='indexentry',
            constraint=models.UniqueConstraint(fields=('card', 'tag'), name='one_entry_per_card_and_tag'),
        ),
        migrations.AddConstraint(
            model_name='cardwrap',
            constraint=models.UniqueConstraint(fields=('card', 'key'), name='one_wrap_per_card_and_key'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['group', 'told_at'], name='notices_by_day'),
        ),
    ]
