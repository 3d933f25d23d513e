"""The quick answer against brute force: the same posterior summed over a fine net of everything that is not known.

With the same hours, volunteers and day everywhere, a + beta log 3 + delta is one number c, a priori normal, and eta at a
place is c + b_place: two numbers a place, three with two places. sigma and phi are known.
"""

import math
from datetime import date

import numpy as np
import pytest
from scipy.special import betainc
from scipy.stats import nbinom

from handbill import numbers
from handbill.numbers import Outing, copies

TODAY = date(2026, 9, 1)
SIGMA, R = 0.45, 5.0
QUANTILES = (0.5, 0.8, 0.9, 0.95)
MIDDLE = math.log(12) + 0.7 * math.log(3) + math.log(2)
VARIANCE = 1 + (0.3 * math.log(3)) ** 2 + 0.3**2


@pytest.fixture(autouse=True)
def sigma_and_phi_are_known(monkeypatch):
    monkeypatch.setattr(copies, "SIGMAS", np.array([SIGMA]))
    monkeypatch.setattr(copies, "PHIS", np.array([1 / R]))
    monkeypatch.setattr(copies, "_widths", lambda points: np.ones(len(points)))


def enough(n: int, place: str = "market") -> Outing:
    return Outing(place=place, day=TODAY, hours=2.0, volunteers=3, handed_out=n, brought=3 * n)


def all_gone(n: int, place: str = "market") -> Outing:
    """Ran out, and nobody noted when."""
    return Outing(place=place, day=TODAY, hours=2.0, volunteers=3, handed_out=n, brought=n, ran_out=True)


def quick(rows: list[Outing], place: str | None) -> list[int]:
    found = numbers.fit(rows, today=TODAY).predict(place, 2.0, 3)
    return [found.quantile(q) for q in QUANTILES]


@pytest.mark.parametrize("counts", [(60, 75), (60, 75, 52, 90), (12, 15, 9), (300, 240, 410, 280)])
def test_with_every_count_known(counts):
    rows = [enough(n) for n in counts]
    assert quick(rows, "market") == [pytest.approx(exact, rel=0.04, abs=2) for exact in slow(rows, "market")]


@pytest.mark.parametrize("times", [2, 3, 5])
def test_where_all_was_gone_every_time_and_nobody_knows_when(times):
    rows = [all_gone(100)] * times
    assert quick(rows, "market") == [pytest.approx(exact, rel=0.02, abs=2) for exact in slow(rows, "market")]


@pytest.mark.parametrize("place", ["market", "station", None])
@pytest.mark.parametrize(
    "rows",
    [
        [all_gone(100)] * 2 + [all_gone(60, "station")] * 2,
        [all_gone(100)] * 3 + [enough(80, "station")] * 3,
        [all_gone(50), enough(70)] + [enough(30, "station")] * 4,
    ],
    ids=["nobody ever noted when", "at one of two places", "once"],
)
def test_two_places_teach_each_other_and_a_new_one(rows, place):
    assert quick(rows, place) == [pytest.approx(exact, rel=0.12, abs=2) for exact in slow(rows, place)]


def slow(rows: list[Outing], place: str | None) -> list[int]:
    """Sums over c and the b of each place; places share only c, so that each b can be summed alone."""
    c = np.linspace(MIDDLE - 7, MIDDLE + 8, 301)[:, None]
    b = np.linspace(-6 * SIGMA, 6 * SIGMA, 161)[None, :]
    weight = np.exp(-((c - MIDDLE) ** 2) / (2 * VARIANCE)) * np.ones_like(b)
    for name in {one.place for one in rows}:
        logs = -(b**2) / (2 * SIGMA**2) + sum(log_likelihood(c + b, one) for one in rows if one.place == name)
        here = np.exp(logs - logs.max())
        weight = weight * (here if name == place else here.sum(axis=1, keepdims=True))
    if place is None:
        weight = weight * np.exp(-(b**2) / (2 * SIGMA**2))
    return quantiles(c + b, weight)


def log_likelihood(eta: np.ndarray, one: Outing) -> np.ndarray:
    m, n = np.exp(eta), one.handed_out
    if one.ran_out:
        return np.log(np.maximum(betainc(n, R, m / (R + m)), 1e-300))
    return n * np.log(m) - (n + R) * np.log(R + m)


def quantiles(eta: np.ndarray, weight: np.ndarray) -> list[int]:
    """Of the negative binomials mixed; eta is gathered in steps of 0.02."""
    low, step = eta.min(), 0.02
    gathered = np.bincount(np.round((eta - low) / step).astype(int).ravel(), weight.ravel())
    gathered = gathered / gathered.sum()
    seen = np.flatnonzero(gathered > 1e-8)
    k = np.arange(8000)
    cdf = sum(gathered[at] * nbinom.cdf(k, R, R / (R + math.exp(low + at * step))) for at in seen)
    return [int(np.searchsorted(cdf, q)) for q in QUANTILES]
