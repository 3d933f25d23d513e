"""What to talk about, and what to do before you leave."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.plan.models import ChecklistItem, GuidePoint, Outing


@transaction.atomic
def set_guide(outing: Outing, texts: Sequence[str], *, by: Member) -> list[GuidePoint]:
    """The points in this order. A text that stays keeps its id; one that is gone ends, since phones may have named it."""
    standing = {point.text: point for point in outing.guide.filter(ended_at=None)}
    wanted = list(dict.fromkeys(text for text in (" ".join(text.split()) for text in texts) if text))
    points = []
    for position, text in enumerate(wanted):
        point = standing.pop(text, None) or GuidePoint(group=outing.group, outing=outing, text=text)
        point.position = position
        point.save()
        points.append(point)
    for gone in standing.values():
        gone.ended_at = now()
        gone.save(update_fields=["ended_at"])
    Outing.objects.filter(pk=outing.pk).update(version=F("version") + 1)
    return points


@transaction.atomic
def add_item(outing: Outing, text: str, member: Member | None = None, *, by: Member) -> ChecklistItem:
    """One more thing to do before you leave, and who does it."""
    last = outing.checklist.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return ChecklistItem.objects.create(group=outing.group, outing=outing, text=text, member=member, position=position)


@transaction.atomic
def tick_item(item: ChecklistItem, is_done: bool, *, by: Member) -> ChecklistItem:
    """Done, or not done after all."""
    item.done_at, item.done_by = (now(), by) if is_done else (None, None)
    item.save(update_fields=["done_at", "done_by"])
    return item


@transaction.atomic
def remove_item(item: ChecklistItem, *, by: Member) -> None:
    """It need not be done."""
    item.delete()
