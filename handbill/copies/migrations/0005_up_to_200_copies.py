"""A batch has up to 200 copies, so that its code says where a copy came from; larger runs are dealt into batches."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("copies", "0004_every_batch_has_a_run")]
    operations = [
        migrations.AddConstraint(
            "batch",
            models.CheckConstraint(condition=models.Q(copies__lte=200), name="a_batch_has_200_copies_at_most"),
        )
    ]
