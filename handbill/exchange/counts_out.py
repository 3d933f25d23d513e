"""What holds no person: facts, the ledger, outings."""

from collections.abc import Iterator

from handbill.accounts.models import Group, Member
from handbill.copies.queries import lines_of
from handbill.facts.models import Fact
from handbill.plan.models import Outing

MANY = 1_000_000
FACTS = ("id", "kind", "outing", "phone", "made_at", "happened_at", "received_at", "copies", "body")
LEDGER = ("at", "kind", "batch", "from", "to", "copies", "by")
OUTINGS = ("id", "place", "setting", "starts_at", "ends_at", "held_by", "crowd_expected", "cancelled_at")


def facts_of(member: Member) -> Iterator[tuple]:
    """In order of arrival; no words, no person. `handbill facts` has everything, as JSON lines."""
    yield FACTS
    facts = Fact.objects.filter(group=member.group_id).order_by("row")
    yield from facts.values_list(*FACTS).iterator(chunk_size=1000)


def ledger_of(member: Member) -> Iterator[tuple]:
    """The latest first, what phones noted included."""
    yield LEDGER
    group: Group = member.group
    for line in lines_of(group, most=MANY):
        yield line.at, line.kind, line.batch.code, line.start, line.end, line.copies, line.by


def outings_of(member: Member) -> Iterator[tuple]:
    yield OUTINGS
    for one in Outing.objects.visible_to(member).order_by("starts_at", "id"):
        row = (one.id, one.place.name, one.setting, one.starts_at, one.ends_at, one.held_by)
        yield *row, one.crowd_expected, one.cancelled_at


WHAT = {"facts": facts_of, "ledger": ledger_of, "outings": outings_of}
