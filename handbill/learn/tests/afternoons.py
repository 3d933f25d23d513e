"""Outings whose copies went, noted at the desk as a tally sheet is: facts for the tests of what to bring."""

from datetime import timedelta

from handbill.accounts.models import Member
from handbill.base.clock import stand_at
from handbill.copies.actions import record_run
from handbill.facts.desk import note_fact
from handbill.plan.actions import book_copies, plan_outing
from handbill.plan.models import Outing, Place
from tests.cast import NOON

MIDDAY_SATURDAY = NOON + timedelta(hours=2)


def stall(
    by: Member, name: str = "Ferry Square market", *, weeks: int = 0, setting: str = "stall", **details
) -> Outing:
    """15:00 to 17:00 on the Saturday so many weeks before (below 0: after) 12 September."""
    place, _made = Place.objects.get_or_create(group=by.group, name=name, defaults={"setting": setting})
    starts_at = MIDDAY_SATURDAY - timedelta(weeks=weeks)
    with stand_at(starts_at - timedelta(days=3)):
        return plan_outing(by=by, place=place, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **details)


def note(outing: Outing, minute: float, kind: str, **body) -> None:
    """`from_` stands for the field `from`."""
    at = outing.starts_at + timedelta(minutes=minute)
    body = {name.rstrip("_"): value for name, value in body.items()}
    with stand_at(max(at, outing.ends_at)):
        note_fact(kind, body, outing=outing, by=outing.lead, made_at=at)


def went(
    outing: Outing, brought: int, copies: int, until: int = 115, home: int | None = None, book: bool = True
) -> Outing:
    """`copies` of `brought` went in five equal parts until that minute; `home` counted at the end."""
    if book:
        with stand_at(outing.starts_at - timedelta(days=1)):
            code = f"B-{outing.starts_at:%m%d}{Place.objects.count()}"
            for batch in record_run(issue="14", copies=brought, by=outing.lead, code=code).batches.all():
                book_copies(outing, batch, batch.copies, by=outing.lead)
    note(outing, 0, "taken", copies=brought, from_="cupboard")
    for part in range(5):
        share = copies * (part + 1) // 5 - copies * part // 5
        if share:
            note(outing, until * (part + 1) / 5, "handout", copies=share, way="hand")
    if home is not None:
        note(outing, 120, "count", copies=home, final=True)
    return outing
