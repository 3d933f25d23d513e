"""What lies where now."""

from datetime import date

from handbill.accounts.models import Group
from handbill.copies.models import ENDS, Batch, Holder, Scan, Stack
from handbill.copies.noted import settle_marked


def stock(group: Group) -> list[tuple[Holder, Batch, int]]:
    """Every stack that is not empty, without the ends: (holder, batch, copies); cupboards first, then by name."""
    settle_marked(group.pk)
    stacks = Stack.objects.filter(group=group, copies__gt=0).exclude(holder__kind__in=ENDS)
    rows = stacks.select_related("holder__member", "batch").order_by("-batch__made_at", "batch__code")
    return sorted(((row.holder, row.batch, row.copies) for row in rows), key=lambda row: _rank(row[0]))


def held(holder: Holder) -> list[tuple[Batch, int]]:
    """What one holder has: (batch, copies), the newest batch first."""
    settle_marked(holder.group_id)
    rows = Stack.objects.filter(holder=holder, copies__gt=0).select_related("batch").order_by("-batch__made_at")
    return [(row.batch, row.copies) for row in rows]


def in_cupboard(group: Group) -> dict[Batch, int]:
    """Copies of each batch that lie in a cupboard now and can be taken; the newest batch first."""
    settle_marked(group.pk)
    found: dict[Batch, int] = {}
    rows = Stack.objects.filter(group=group, holder__kind="cupboard", copies__gt=0).select_related("batch")
    for row in rows.order_by("-batch__made_at", "batch__code"):
        found[row.batch] = found.get(row.batch, 0) + row.copies
    return found


def scans_of(batch: Batch) -> list[tuple[date, int]]:
    """How often its square was opened, day by day."""
    return list(Scan.objects.filter(batch=batch).order_by("on").values_list("on", "times"))


def _rank(holder: Holder) -> tuple[int, str]:
    return Holder.Kind.values.index(holder.kind), str(holder).casefold()
