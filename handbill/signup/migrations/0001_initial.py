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
        ('people', '0001_initial'),
        ('plan', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignUpPage',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sign_up_page', to='accounts.group')),
                ('outing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plan.outing')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stack', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.phone')),
            ],
        ),
        migrations.CreateModel(
            name='HeldSignUp',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(blank=True, max_length=8)),
                ('contact', models.JSONField()),
                ('why', models.CharField(choices=[('address', 'many from one address'), ('batch', 'many with this code at once'), ('trap', 'filled in what people do not see')], max_length=8)),
                ('came_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='copies.batch')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held_sign_ups', to='accounts.group')),
            ],
            options={
                'ordering': ['came_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['', 'given', 'friend', 'found'])), name='held_way_is_known')],
            },
        ),
        migrations.CreateModel(
            name='NewsAsked',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='news_asked', to='accounts.group')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='news_asked', to='people.person')),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.wording')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('mailed_at__isnull', False), _connector='OR'), name='only_what_was_mailed_is_confirmed')],
            },
        ),
    ]
