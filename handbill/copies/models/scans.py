"""How often the square of a batch was opened."""

from django.db import models

from handbill.accounts.models import Group
from handbill.copies.models.print import Batch


class Scan(models.Model):
    """How often on a day. No address, no device, no cookie: a number."""

    group = models.ForeignKey(Group, models.PROTECT)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="scans")
    on = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["batch", "on"], name="one_count_of_scans_per_batch_and_day")]
