"""From now on no batch without its print run."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("copies", "0003_first_lines")]
    operations = [
        migrations.AlterField(
            "batch",
            "run",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="copies.printrun"),
        )
    ]
