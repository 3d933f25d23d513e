"""Where the group has been, month by month: how many outings of each kind, and which kind has waited longest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handbill.learn.outings import Went
from handbill.plan.models import Setting

MONTHS = 12
LONG = 3  # months


@dataclass(frozen=True)
class Kind:
    """One setting: outings in each of the months, and the day of the last one where that is long ago."""

    label: str
    counts: list[int]
    not_since: date | None


@dataclass(frozen=True)
class Calendar:
    """The last twelve months, the oldest first."""

    months: list[date]
    kinds: list[Kind]


def calendar_of(outings: Sequence[Went], today: date) -> Calendar:
    """Of the settings the group has been to at all."""
    months = [_month_before(today, back) for back in reversed(range(MONTHS))]
    counts = Counter((outing.setting, outing.day.replace(day=1)) for outing in outings)
    last = {}
    for outing in outings:
        last[outing.setting] = max(outing.day, last.get(outing.setting, outing.day))
    long_ago = _month_before(today, LONG)
    kinds = [
        Kind(
            str(label),
            [counts[setting, month] for month in months],
            last[setting] if last[setting] < long_ago else None,
        )
        for setting, label in Setting.choices
        if setting in last
    ]
    return Calendar(months, kinds)


def _month_before(day: date, back: int) -> date:
    """The first of the month, so many months ago."""
    number = day.year * 12 + day.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)
