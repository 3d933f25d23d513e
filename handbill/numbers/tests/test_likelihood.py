"""The likelihood by what must hold of it: its derivatives, its censoring, its tail."""

import math

import numpy as np
import pytest
from scipy.special import betainc
from scipy.stats import nbinom

from handbill.numbers.likelihood import _fraction, terms

ETAS = np.array([[-1.0, 0.3, 1.5, 2.7, 4.0]])
STEP = 1e-4


def at(eta, n, r, is_unknown, exposure=2.0):
    count = eta.shape[1]
    return terms(
        eta, np.full(count, exposure), np.full(count, float(n)), np.full((1, 1), r), np.full(count, is_unknown)
    )


@pytest.mark.parametrize("is_unknown", [False, True])
@pytest.mark.parametrize("n", [1, 5, 40, 5000])
@pytest.mark.parametrize("r", [0.6, 5.0, 100.0])
def test_derivatives_agree_with_differences(n, r, is_unknown):
    here, up, down = (at(ETAS + move, n, r, is_unknown) for move in (0, STEP, -STEP))
    for exact, values in (
        (here.slope, (up.value, down.value)),
        (-here.bend, (up.slope, down.slope)),
        (here.third, (-up.bend, -down.bend)),
    ):
        differences = (values[0] - values[1]) / (2 * STEP)
        np.testing.assert_allclose(exact, differences, rtol=1e-5, atol=2e-5 * max(1, n) ** 0.5)


def test_nothing_handed_out_is_a_count_too():
    here, up, down = (at(ETAS + move, 0, 0.6, False) for move in (0, STEP, -STEP))
    np.testing.assert_allclose(here.slope, (up.value - down.value) / (2 * STEP), rtol=1e-5)


def test_a_count_has_the_chance_of_a_negative_binomial():
    for n, r in ((0, 0.6), (7, 3.0), (5000, 100.0)):
        mean = 2 * np.exp(ETAS[0])
        expected = nbinom.logpmf(n, r, r / (r + mean))
        np.testing.assert_allclose(at(ETAS, n, r, False).value[0], expected, rtol=1e-8, atol=1e-8)


def test_at_least_so_many_has_the_chance_of_the_tail():
    for n, r in ((1, 0.6), (40, 5.0), (120, 30.0)):
        mean = 2 * np.exp(ETAS[0])
        np.testing.assert_allclose(at(ETAS, n, r, True).value[0], nbinom.logsf(n - 1, r, r / (r + mean)), rtol=1e-6)


def test_a_tail_too_small_for_a_float_is_still_told():
    found = at(np.array([[-20.0, -15.0]]), 100, 5.0, True)
    assert np.isfinite(found.value).all()
    assert (found.value < -600).all()
    np.testing.assert_allclose(found.slope, 100, rtol=1e-3)


def test_the_continued_fraction_is_the_incomplete_beta_function():
    """200 values against the library's own."""
    a, b, x = (grid.ravel() for grid in np.meshgrid([1.0, 3, 10, 25, 60], [0.6, 2, 8, 40], np.linspace(0.02, 0.6, 15)))
    near = (x < (a + 1) / (a + b + 2)) & (betainc(a, b, x) > 1e-290)
    a, b, x = a[near], b[near], x[near]
    logs = a * np.log(x) + b * np.log1p(-x) - np.log(a) - _log_beta(a, b)
    np.testing.assert_allclose(np.exp(logs) * _fraction(a, b, x), betainc(a, b, x), rtol=1e-10)
    assert len(a) >= 200


def _log_beta(a, b):
    return np.array([math.lgamma(p) + math.lgamma(q) - math.lgamma(p + q) for p, q in zip(a, b, strict=True)])


def test_a_day_cut_at_the_last_copy_weighs_as_much_as_a_shorter_day():
    """Up to a constant, n = B over T = tau: the censoring is in the exposure."""
    cut, short = (at(ETAS, 30, 4.0, False, exposure) for exposure in (0.7, 1.4))
    moved = at(ETAS + math.log(2), 30, 4.0, False, 0.7)
    np.testing.assert_allclose(moved.value, short.value, rtol=1e-12)
    assert not np.allclose(cut.value, short.value)
