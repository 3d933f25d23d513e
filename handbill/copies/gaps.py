"""Gaps: lines that say a count found fewer, and how much of each is still open."""

from django.db.models import Sum

from handbill.copies.models import Batch, Holder, Movement


def open_copies(gap: Movement) -> int:
    """How many of them are still not accounted for."""
    closed = gap.corrections.aggregate(sum=Sum("copies"))["sum"] or 0
    return gap.copies - closed


def open_gaps(group_id, batch: Batch | None = None, holder: Holder | None = None) -> list[Movement]:
    """Those with copies still open, as `.open`, the latest first."""
    gaps = Movement.objects.filter(group=group_id, kind="missing")
    gaps = gaps.filter(batch=batch) if batch else gaps
    gaps = gaps.filter(source=holder) if holder else gaps
    found = list(gaps.select_related("batch", "source__member", "by").annotate(closed=Sum("corrections__copies")))
    for gap in found:
        gap.open = gap.copies - (gap.closed or 0)
    return [gap for gap in found if gap.open > 0]
