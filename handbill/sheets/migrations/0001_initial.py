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
        ('plan', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('tally', 'Tally sheet'), ('sign_up', 'Sign-up sheet')], max_length=8)),
                ('number', models.PositiveSmallIntegerField()),
                ('printed_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('typed_at', models.DateTimeField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='plan.outing')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stack', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.phone')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['kind', 'number'],
            },
        ),
        migrations.CreateModel(
            name='SheetFact',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('fact', handbill.base.fields.Id16Field(unique=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='sheets.sheet')),
            ],
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.UniqueConstraint(fields=('outing', 'kind', 'number'), name='a_sheets_number_is_its_own'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('typed_at__isnull', True), ('typed_by__isnull', True)), models.Q(('typed_at__isnull', False), ('typed_by__isnull', False)), _connector='OR'), name='sheet_typed_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(('stack__isnull', True), ('kind', 'tally'), _connector='OR'), name='only_a_tally_sheet_is_a_stack'),
        ),
    ]
