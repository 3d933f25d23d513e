"""How often each of the group's questions came up: tapped on phones, or heard in people's own words and put with it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handbill.accounts.models import Group
from handbill.base.clock import now
from handbill.facts.over_outings import times_asked
from handbill.learn.heard import standing_questions
from handbill.learn.models import GatheredText
from handbill.learn.outings import Went

LATELY = timedelta(days=30)
LEAST = 5  # to say more than 'fewer than 5'


@dataclass
class Asked:
    """One question's talks by day, from the outings looked at."""

    by_day: Counter[date] = field(default_factory=Counter)

    @property
    def times(self) -> int:
        return self.by_day.total()

    def trend(self, today: date) -> str:
        """'new' or 'more' in the last 30 days, else nothing. Only from 5 talks on, as everything that is shown."""
        since = today - LATELY
        lately = sum(n for day, n in self.by_day.items() if day > since)
        before = self.times - lately
        if lately < LEAST or not before:
            return "new" if lately >= LEAST else ""
        months = max(1.0, (since - min(self.by_day)).days / LATELY.days)
        return "more" if lately >= 1.5 * before / months else ""


def asked_at(outings: Sequence[Went], group: Group) -> dict[uuid.UUID, Asked]:
    """By question. Four queries."""
    days = {outing.id: outing.day for outing in outings}
    found: dict[uuid.UUID, Asked] = defaultdict(Asked)
    for topic, outing_id, times in times_asked(list(days), group):
        found[topic].by_day[days[outing_id]] += times
    for question_id, outing_id in _in_own_words(group):
        if outing_id in days:
            found[question_id].by_day[days[outing_id]] += 1
    return found


def today_of(group: Group) -> date:
    return now().astimezone(ZoneInfo(group.timezone)).date()


def _in_own_words(group: Group) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(question, outing) of every question heard that was put with one of the list."""
    gathered = GatheredText.objects.filter(group=group, question__isnull=False)
    upright = standing_questions(group.id, gathered.values("fact_id"))
    rows = gathered.values_list("fact_id", "question_id")
    return [(question_id, upright[fact_id]) for fact_id, question_id in rows if fact_id in upright]
