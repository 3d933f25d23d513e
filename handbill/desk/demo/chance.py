"""Drawing an outing by chance: how many wanted a copy and when, how many talked, who was asked, who gave."""

import math
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handbill.desk.demo.cast import PlaceCast

LEVEL = math.log(13)  # copies an hour with one volunteer at an average place
BUSY = 0.2  # squared coefficient of variation from day to day
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


def draw(
    place: PlaceCast,
    starts_at: datetime,
    volunteers: int,
    brought: int,
    chance: random.Random,
    until: datetime | None = None,
) -> Drawn:
    """One outing as NUMBERS' model has it; `until` cuts it at a moment, for one that is still on."""
    busy = chance.gammavariate(1 / BUSY, BUSY)
    hourly = busy * math.exp(LEVEL + place.effect) * volunteers**0.7
    asks = _share(place.ask, 0.05, chance)
    drawn = Drawn()
    for at in _moments(starts_at, place.hours, hourly, chance):
        if until and at > until:
            break
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
