import handbill.base.clock
import handbill.base.fields
import handbill.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', handbill.base.fields.Id16Field(default=handbill.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('group', models.UUIDField(null=True)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('given', models.CharField(blank=True, max_length=200)),
                ('asked_at', models.DateTimeField(default=handbill.base.clock.now)),
                ('run_after', models.DateTimeField(default=handbill.base.clock.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=80)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['run_after'], name='job_by_run_after')],
            },
        ),
    ]
