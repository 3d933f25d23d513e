"""The language spoken at an outing, where it is not the group's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_copies_gone")]
    operations = [migrations.AddField("outing", "language", models.CharField(blank=True, max_length=35))]
