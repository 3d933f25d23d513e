"""What goes in and what comes out, as plain rows."""

from dataclasses import dataclass
from datetime import date

PARTS = 12  # of an outing's planned time


@dataclass(frozen=True)
class Outing:
    """One outing of a setting. `place` includes its slot; `handed_out` is by hand or left at the place, never letterbox.

    `hours` as planned, not cut at the run-out; `crowd` as a multiple of the usual; `ran_out_hours` since the start, None
    where nobody noted when; `bins` are hand-outs in the twelve equal parts of `hours`.
    """

    place: str
    day: date
    hours: float
    volunteers: int
    handed_out: int
    crowd: float = 1.0
    brought: int | None = None
    ran_out: bool = False
    ran_out_hours: float | None = None
    bins: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Guess:
    """An organiser's number of copies for an outing of so many hours with so many volunteers."""

    copies: float
    hours: float
    volunteers: int = 1


@dataclass(frozen=True)
class Basis:
    """What an answer rests on."""

    here: int  # outings at this place
    of_setting: int
    ran_out: int
    times_missing: int
    is_guess_only: bool


@dataclass(frozen=True)
class Recommendation:
    """`copies` to bring; `by_risk` and `by_home` as the figures alone say, before bundle and cap."""

    copies: int
    by_risk: int
    by_home: int | None
    p_runout: float
    expected_home: float
    basis: Basis


@dataclass(frozen=True)
class RateStatement:
    """Today's share; `low` to `high` is where 8 in 10 outings of this size fall; `verdict` is low, usual or high."""

    share: float
    usual: float
    low: float
    high: float
    mid_p: float
    verdict: str


@dataclass(frozen=True)
class Interval:
    """A best figure with an 80 % interval; `is_shown` where there is enough behind it to be said."""

    share: float
    low: float
    high: float
    is_shown: bool = True
