"""Made-up settings that follow the model, in which a group goes out, runs out and learns: for tests and benches."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from handbill.numbers import Outing
from handbill.numbers.rows import PARTS

START = date(2026, 1, 3)
FLAT = tuple([1 / PARTS] * PARTS)
LATE = (0.02, 0.02, 0.03, 0.03, 0.04, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25)


@dataclass(frozen=True)
class Day:
    """One outing as it truly was: what was planned, what was wanted and when."""

    place: str
    day: date
    hours: float
    volunteers: int
    wanted: np.ndarray = field(repr=False)  # hours since the start, sorted
    expected: float  # what this outing wants on average
    phi: float

    def with_copies(self, brought: int) -> Outing:
        """What the group sees of it: hand-outs up to the last copy."""
        ran_out = len(self.wanted) > brought
        given = self.wanted[:brought]
        bins = tuple(int(n) for n in np.histogram(given, PARTS, (0, self.hours))[0])
        hours = (float(given[-1]) if brought else 0.0) if ran_out else None
        return Outing(
            place=self.place,
            day=self.day,
            hours=self.hours,
            volunteers=self.volunteers,
            handed_out=len(given),
            brought=brought,
            ran_out=ran_out,
            ran_out_hours=hours,
            bins=bins,
        )


def setting(
    chance: np.random.Generator, outings: int, *, shape: Sequence[float] = FLAT, drift: float = 0.0
) -> list[Day]:
    """A stationary setting drawn from the model's own priors; `drift` is the growth of the log level per outing."""
    level = chance.normal(math.log(12), 0.7)
    sigma, phi = chance.choice([0.15, 0.3, 0.5]), chance.choice([0.05, 0.12, 0.25, 0.4])
    places = {name: chance.normal(0, sigma) for name in "abcd"}
    days = []
    for number in range(outings):
        name = str(chance.choice(list(places)))
        hours, volunteers = float(chance.choice([1.5, 2, 3])), int(chance.choice([2, 3, 4]))
        eta = level + places[name] + 0.7 * math.log(volunteers) + drift * number
        expected = math.exp(eta) * hours
        count = chance.poisson(chance.gamma(1 / phi, phi) * expected)
        parts = chance.choice(PARTS, size=count, p=shape)
        wanted = np.sort((parts + chance.random(count)) / PARTS * hours)
        days.append(Day(name, START + timedelta(days=7 * number), hours, volunteers, wanted, expected, phi))
    return days


def go_out(days: Sequence[Day], bring: Callable[[list[Outing], Day], int]) -> list[tuple[Outing, int]]:
    """Each day in turn with as many copies as `bring` says of the days before; pairs of what was seen and what was wanted."""
    seen: list[Outing] = []
    for day in days:
        seen.append(day.with_copies(bring(seen, day)))
    return [(one, len(day.wanted)) for one, day in zip(seen, days, strict=True)]
