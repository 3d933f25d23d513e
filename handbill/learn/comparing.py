"""Settings, places or hours side by side: contacts from every ten talks, with what is too little to show left out."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group
from handbill.learn.asked import LEAST
from handbill.learn.outings import Went
from handbill.learn.pooling import chance_above, pooled
from handbill.learn.small import Cell, hidden, is_shared, shown
from handbill.plan.models import Setting

ENOUGH_OUTINGS = 4  # below, a range is dashed and nothing is decided on it
MOST_OUTINGS_OF_A_CELL = 120
BY = {"settings": _("Settings"), "places": _("Places"), "hours": _("Hours")}
SLOTS = {
    "weekday_morning": _("Weekday mornings, before 11"),
    "weekday_midday": _("Weekdays, 11 to 15"),
    "weekday_afternoon": _("Weekday afternoons, 15 to 18"),
    "weekday_evening": _("Weekday evenings, from 18"),
    "weekend_morning": _("Weekend mornings, before 11"),
    "weekend_midday": _("Weekends, 11 to 15"),
    "weekend_afternoon": _("Weekend afternoons, 15 to 18"),
    "weekend_evening": _("Weekend evenings, from 18"),
}


@dataclass(frozen=True)
class Row:
    """One row. `is_hidden`: fewer than 5 people; `mean`, `low`, `high` per talk, None where no range may be shown."""

    code: str
    label: str
    outings: int
    talks: int
    contacts: int
    is_hidden: bool = False
    is_shared: bool = True
    mean: float | None = None
    low: float = 0.0
    high: float = 0.0
    weights: tuple[float, ...] = field(default=(), repr=False)
    is_merged: bool = False  # of several hidden rows; for looking, not for deciding

    @property
    def has_range(self) -> bool:
        return self.mean is not None

    @property
    def is_firm(self) -> bool:
        return self.has_range and self.outings >= ENOUGH_OUTINGS and not self.is_merged

    @property
    def of_ten(self) -> tuple[str, str, str]:
        """Best guess, from, to: contacts from ten talks with one digit, as the reader writes numbers."""
        return tuple(number_format(round(10 * rate, 1), 1) for rate in (self.mean, self.low, self.high))

    def overlaps(self, other: "Row") -> bool:
        return self.low <= other.high and other.low <= self.high

    def chance_over(self, other: "Row") -> float:
        return chance_above(self.weights, other.weights)


@dataclass(frozen=True)
class Comparison:
    """The rows in an order that ranks nothing: as settings are listed, places by name, hours by the clock."""

    by: str
    rows: list[Row]

    @property
    def ranged(self) -> list[Row]:
        return [row for row in self.rows if row.has_range]

    @property
    def best(self) -> Row | None:
        """The one whose range lies above all others', or none."""
        firm = [row for row in self.rows if row.is_firm]
        top = max(firm, key=lambda row: row.mean, default=None)
        is_alone = len(firm) > 1 and all(
            not top.overlaps(row) for row in self.ranged if row is not top and not row.is_merged
        )
        return top if is_alone else None


def compare(group: Group, outings: Sequence[Went], by: str) -> Comparison:
    """One of BY, with each row as it may be shown."""
    together = defaultdict(list)
    for outing in outings:
        together[KEYS[by](outing)].append(outing)
    cells = shown(group, by, _people(together), lambda code: _numbers(together[code]))
    away = hidden({code: cell.people for code, cell in cells.items()})
    labels = {code: _label(by, code, some[0]) for code, some in together.items()}
    rows = [_row(code, labels[code], len(together[code]), cells[code], code in away) for code in together]
    merged = _merged(group, by, {code: together[code] for code in away}, sum(cells[code].people for code in away))
    return Comparison(by, sorted(rows, key=lambda row: _order(by, row)) + merged)


KEYS: dict[str, Callable[[Went], str]] = {
    "settings": lambda outing: outing.setting,
    "places": lambda outing: str(outing.place_id),
    "hours": lambda outing: outing.slot,
}


def _people(together: dict[str, list[Went]]) -> dict[str, int]:
    """Contacts of each."""
    return {code: sum(outing.contacts for outing in some[:MOST_OUTINGS_OF_A_CELL]) for code, some in together.items()}


def _numbers(outings: list[Went]) -> dict:
    """All else that is ever shown of these outings; a range only where it is about no single person."""
    latest = outings[:MOST_OUTINGS_OF_A_CELL]
    talks = Counter()
    for outing in latest:
        talks.update(outing.talks_by_stack)
    contacts = sum(outing.contacts for outing in latest)
    numbers = {"talks": talks.total(), "contacts": contacts, "is_shared": is_shared(talks)}
    if numbers["is_shared"] and contacts:
        found = pooled([(outing.contacts, outing.talks) for outing in latest])
        numbers |= {"mean": found.mean, "low": found.low, "high": found.high, "weights": found.weights}
    return numbers


def _row(code: str, label: str, outings: int, cell: Cell, is_hidden: bool) -> Row:
    numbers = cell.numbers
    counts = (code, label, outings, numbers["talks"], numbers["contacts"])
    if is_hidden or not numbers["is_shared"] or "mean" not in numbers:
        return Row(*counts, is_hidden=is_hidden, is_shared=numbers["is_shared"])
    ranged = {name: numbers[name] for name in ("mean", "low", "high")}
    return Row(*counts, **ranged, weights=tuple(numbers["weights"]))


def _merged(group: Group, by: str, hidden: dict[str, list[Went]], people: int) -> list[Row]:
    """What is too few by itself, taken together; nothing where even that is too few."""
    if len(hidden) < 2 or people < LEAST:
        return []
    name = "together " + hashlib.sha256(" ".join(sorted(hidden)).encode()).hexdigest()[:16]
    outings = sorted((one for some in hidden.values() for one in some), key=lambda one: one.starts_at, reverse=True)
    cell = shown(group, by, _people({name: outings}), lambda _name: _numbers(outings))[name]
    row = _row("together", gettext("These together"), len(outings), cell, cell.people < LEAST)
    return [replace(row, is_merged=True)]


def _label(by: str, code: str, outing: Went) -> str:
    if by == "places":
        return outing.place
    return str(Setting(code).label if by == "settings" else SLOTS[code])


def _order(by: str, row: Row) -> tuple:
    if by == "places":
        return (row.label.casefold(), row.code)
    codes = Setting.values if by == "settings" else list(SLOTS)
    return (codes.index(row.code),)
