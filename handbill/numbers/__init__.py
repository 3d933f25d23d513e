"""Statistics of the loop, in plain Python: what outings were, in; how many to bring and what may be said, out.

Knows no Django, no other room and no person. numpy and scipy.special are loaded when a function is first called, so that
importing this costs nothing. The model and its sources stand in docs/numbers.md.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handbill.numbers.rows import Basis, Guess, Interval, Outing, RateStatement, Recommendation

__all__ = [
    "Basis",
    "Guess",
    "Interval",
    "Outing",
    "RateStatement",
    "Recommendation",
    "fit",
    "profile",
    "rate",
    "ratio",
    "recommend",
    "share",
]


def fit(outings: Sequence[Outing], *, today: date, half_life_days: float | None = None, guess: Guess | None = None):
    """What the outings of one setting say about how many copies are wanted there: a copies.SettingFit.

    `today` is the day of the outing planned; `guess` is what an organiser thinks, for the first outings.
    Rows that cannot be used are left out and listed in `.ignored`.
    """
    from handbill.numbers.copies import fit_setting

    return fit_setting(outings, today=today, half_life_days=half_life_days, guess=guess)


def recommend(
    demand, *, p_runout: float = 0.10, max_home: float | None = None, bundle: int = 1, cap: int | None = None
):
    """How many to bring: the smaller of what runs out at most so often and what carries at most so many home."""
    from handbill.numbers.recommending import recommendation

    return recommendation(demand, p_runout, max_home, bundle, cap)


def profile(outings: Sequence[Outing]) -> tuple[float, ...]:
    """How hand-outs spread over the twelve parts of an outing: shares that sum to 1."""
    from handbill.numbers.profiles import profile_of

    return profile_of(outings)


def rate(past: Sequence[tuple[int, int]], k: int, n: int) -> RateStatement | None:
    """Today's k of n against past outings as (k, n); None below the least evidence."""
    from handbill.numbers.rates import statement

    return statement(past, k, n)


def share(f: int, d: int) -> Interval:
    """The share of friends among f + d answers, with an 80 % interval; `is_shown` from ten answers on."""
    from handbill.numbers.passed_on import share_of

    return share_of(f, d)


def ratio(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> Interval | None:
    """Sign-ups a copy of one kind of batch against another, each batch as (sign-ups, copies); None while it is not known."""
    from handbill.numbers.passed_on import ratio_of

    return ratio_of(one, other)


def __getattr__(name: str):
    """The rows, when one is first asked for: what makes them costs more to import than all of this."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from handbill.numbers import rows

    globals()[name] = value = getattr(rows, name)
    return value
