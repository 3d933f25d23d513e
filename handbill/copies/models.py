"""Printed runs."""

from django.db import models

from handbill.accounts.models import Group
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.copies.visibility import BatchQuerySet


class Batch(models.Model):
    """A printed run or a part of one, with a code of its own (14F: issue 14, batch F)."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="batches")
    issue = models.CharField(max_length=40)
    code = models.CharField(max_length=12)
    copies = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)
    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="one_batch_per_code"),
            models.CheckConstraint(condition=models.Q(copies__gte=1), name="a_batch_has_copies"),
        ]

    def __str__(self):
        return self.code
