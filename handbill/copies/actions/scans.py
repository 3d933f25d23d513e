"""Counting how often a square was opened."""

from datetime import date

from django.db import transaction
from django.db.models import F

from handbill.copies.models import Batch, Scan


def count_scan(batch: Batch, on: date) -> None:
    """One more on that day. Nothing is kept of who opened it."""
    with transaction.atomic():
        row, _made = Scan.objects.get_or_create(batch=batch, on=on, defaults={"group_id": batch.group_id})
        Scan.objects.filter(pk=row.pk).update(times=F("times") + 1)
