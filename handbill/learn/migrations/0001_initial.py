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
        ('facts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=35)),
                ('number', models.PositiveSmallIntegerField()),
                ('sealed_id', handbill.base.fields.Id16Field()),
                ('sealed', models.BinaryField(null=True)),
                ('text', models.CharField(blank=True, max_length=600)),
                ('written_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='facts.question')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('question', 'language', 'number'), name='one_answer_per_version'), models.UniqueConstraint(condition=models.Q(('agreed_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('question', 'language'), name='one_answer_waits_per_language'), models.UniqueConstraint(condition=models.Q(('agreed_at__isnull', False), ('withdrawn_at__isnull', True)), fields=('question', 'language'), name='one_answer_stands_per_language'), models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('written_by')), _negated=True), _connector='OR'), name='nobody_agrees_to_her_own_answer'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True), ('text', '')), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('sealed__isnull', True), models.Q(('text', ''), _negated=True)), _connector='OR'), name='an_answer_is_plain_once_agreed'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='answer_withdrawn_at_and_by_together')],
            },
        ),
        migrations.CreateModel(
            name='GatheredText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact_id', handbill.base.fields.Id16Field()),
                ('gathering', handbill.base.fields.Id16Field(db_index=True)),
                ('made_question', models.BooleanField(default=False)),
                ('gathered_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('gathered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gathered', to='facts.question')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'fact_id'), name='a_question_heard_is_gathered_once')],
            },
        ),
        migrations.CreateModel(
            name='ShownNumbers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=40)),
                ('cell', models.CharField(max_length=80)),
                ('month', models.CharField(max_length=7)),
                ('people', models.PositiveIntegerField()),
                ('numbers', models.JSONField()),
                ('shown_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'sheet', 'cell'), name='one_shown_number_per_cell')],
            },
        ),
    ]
