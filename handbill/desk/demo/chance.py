"""Drawing an outing by chance: how many wanted a copy and when, how many talked, who was asked, who gave."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from handbill.desk.demo.cast import PlaceCast

LEVEL = math.log(10)  # copies an hour with one volunteer at an average place
BUSY = 0.06  # squared coefficient of variation from day to day
PROFILE = (0.5, 0.8, 1.0, 1.2, 1.3, 1.3, 1.2, 1.1, 1.0, 1.0, 0.9, 0.7)


@dataclass(frozen=True)
class Met:
    """A conversation at `at`; `ask` and what followed from it."""

    at: datetime
    ask: str
    reception: int
    for_friend: int
    gave: bool


@dataclass(frozen=True)
class Given:
    """A handout at `at`: one copy and those for friends, with or without a conversation."""

    at: datetime
    met: Met | None = None

    @property
    def copies(self) -> int:
        return 1 + (self.met.for_friend if self.met else 0)


@dataclass
class Drawn:
    """What happened: handouts, and moments of people who went without."""

    given: list[Given] = field(default_factory=list)
    in_vain: list[datetime] = field(default_factory=list)

    @property
    def copies(self) -> int:
        return sum(given.copies for given in self.given)

    def later(self, by: timedelta) -> "Drawn":
        """The same day on a clock that is so much ahead."""
        given = [
            replace(one, at=one.at + by, met=one.met and replace(one.met, at=one.met.at + by)) for one in self.given
        ]
        return Drawn(given, [at + by for at in self.in_vain])


@dataclass(frozen=True)
class Chosen:
    """A day that the story asks for: drawn again and again until it is such a day, so that it still fits the model."""

    fits: Callable[[Drawn], bool]
    tries: int = 400


def draw(
    place: PlaceCast,
    starts_at: datetime,
    volunteers: int,
    brought: int,
    chance: random.Random,
    days_ago: float = 0,
    chosen: Chosen | None = None,
) -> Drawn:
    """One outing as NUMBERS' model has it."""
    level = LEVEL + place.effect + place.drift * math.exp(-days_ago / 60)
    for _ in range(chosen.tries if chosen else 1):
        drawn = _one_day(place, starts_at, math.exp(level) * volunteers**0.7, brought, chance)
        if chosen is None or chosen.fits(drawn):
            return drawn
    raise ValueError(f"no such day at {place.name}")


def _one_day(place: PlaceCast, starts_at: datetime, hourly: float, brought: int, chance: random.Random) -> Drawn:
    busy, asks = chance.gammavariate(1 / BUSY, BUSY), _share(place.ask, 0.05, chance)
    drawn = Drawn()
    for at in _moments(starts_at, place.hours, busy * hourly, chance):
        _one_more(drawn, at, brought, asks, chance)
    return drawn


def _moments(starts_at: datetime, hours: float, hourly: float, chance: random.Random) -> list[datetime]:
    """A Poisson process whose pace follows the profile, by thinning."""
    fastest = hourly * max(PROFILE)
    moments, passed = [], chance.expovariate(fastest)
    while passed < hours:
        if chance.random() < PROFILE[int(passed / hours * len(PROFILE))] / max(PROFILE):
            moments.append(starts_at + timedelta(hours=passed))
        passed += chance.expovariate(fastest)
    return moments


def _one_more(drawn: Drawn, at: datetime, brought: int, asks: float, chance: random.Random) -> None:
    left = brought - drawn.copies
    if left <= 0:
        if chance.random() < 0.35:
            drawn.in_vain.append(at)
        return
    met = _talk(at, left - 1, asks, chance) if chance.random() < 0.42 else None
    drawn.given.append(Given(at, met))


def _talk(at: datetime, left: int, asks: float, chance: random.Random) -> Met:
    was_asked = chance.random() < asks
    gave = was_asked and chance.random() < 0.6
    ask = "given" if gave else chance.choice(["refused", "refused", "later"]) if was_asked else "not_asked"
    reception = chance.choices([1, 2, 3, 4], [1, 4, 5, 1 + 2 * gave])[0]
    friends = min(left, chance.choices([0, 1, 2, 3, 5], [60, 18, 12, 6, 4])[0])
    return Met(at + timedelta(seconds=30), ask, reception, friends, gave)


def _share(mean: float, rho: float, chance: random.Random) -> float:
    """A beta-distributed share: outings differ, whoever goes."""
    weight = 1 / rho - 1
    return chance.betavariate(mean * weight, (1 - mean) * weight)
