"""The outings a comparison rests on: the latest ones that took place and on which a talk was noted."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handbill.accounts.models import Group
from handbill.base.clock import now
from handbill.facts.over_outings import Logged, logged_at
from handbill.plan.models import Outing

MOST = 500  # outings looked at, so that the page stays as fast in the tenth year
SLOTS = ((11, "morning"), (15, "midday"), (18, "afternoon"), (25, "evening"))  # until this hour of the start
SETTLED_AFTER = timedelta(hours=54)  # the pass's 6 hours and then 48: every contact's time to be reached is over


@dataclass(frozen=True)
class Went:
    """An outing and its counts. `talks_by_stack` is only for seeing whose share is too large to show."""

    id: uuid.UUID
    setting: str
    place_id: uuid.UUID
    place: str
    starts_at: datetime  # by the group's clock
    ends_at: datetime
    talks_by_stack: Counter = field(repr=False)
    asked: int
    contacts: int
    people: int  # everybody who gave a contact, also without a talk noted

    @property
    def talks(self) -> int:
        return self.talks_by_stack.total()

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def month(self) -> str:
        return f"{self.starts_at:%Y-%m}"

    @property
    def slot(self) -> str:
        """'weekday_morning' to 'weekend_evening', by the hour it began."""
        part = next(name for until, name in SLOTS if self.starts_at.hour < until)
        return f"{'weekend' if self.starts_at.weekday() >= 5 else 'weekday'}_{part}"

    @property
    def is_settled(self) -> bool:
        return self.ends_at + SETTLED_AFTER <= now()


def outings_of(group: Group) -> list[Went]:
    """The latest first. Three queries."""
    columns = ("id", "setting", "place_id", "place__name", "starts_at", "ends_at")
    ended = Outing.objects.filter(group=group, ends_at__lte=now()).standing()
    rows = list(ended.order_by("-starts_at").values_list(*columns)[:MOST])
    logged = defaultdict(list)
    for row in logged_at([id for id, *_rest in rows], group):
        logged[row.outing_id].append(row)
    zone = ZoneInfo(group.timezone)
    went = [_went(row, logged[row[0]], zone) for row in rows]
    return [outing for outing in went if outing.talks]


def _went(row: tuple, logged: list[Logged], zone: ZoneInfo) -> Went:
    id, setting, place_id, place, starts_at, ends_at = row
    talks = Counter()
    for stack in logged:
        talks[stack.stack] += stack.conversations
    people = sum(stack.contacts for stack in logged)
    contacts = min(talks.total(), people)
    asked = sum(stack.asked for stack in logged)
    return Went(id, setting, place_id, place, starts_at.astimezone(zone), ends_at, talks, asked, contacts, people)
