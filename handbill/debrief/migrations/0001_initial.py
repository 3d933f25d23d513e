import django.db.models.deletion
import handbill.base.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('plan', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PromptedRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact_id', handbill.base.fields.Id16Field()),
                ('prompt', models.CharField(max_length=16)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.group')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prompted_remarks', to='plan.outing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'fact_id'), name='a_remark_answers_one_question'), models.CheckConstraint(condition=models.Q(('prompt__in', ['asked_below', 'asked_above', 'ran_out', 'nobody_reached', 'quiet', 'went_well', 'differently'])), name='prompt_is_known')],
            },
        ),
    ]
