"""What is called unusual, and how often wrongly so."""

from statistics import mean

import numpy as np
import pytest
from scipy.stats import binom

from handbill.numbers import rate

FOUR = [(28, 60), (30, 61), (33, 65), (25, 55)]
TEN = [*FOUR, (29, 60), (31, 62), (24, 50), (34, 70), (27, 57), (29, 60)]

TABLE = {
    "22 of 71 after four outings is not flagged": (FOUR, 22, 71, "usual"),
    "after ten steady ones it is": (TEN, 22, 71, "low"),
    "as high above": (TEN, 48, 71, "high"),
    "the usual": (TEN, 34, 71, "usual"),
    "nine points off are not enough": (TEN, 120, 300, "usual"),
}


@pytest.mark.parametrize(("past", "k", "n", "verdict"), TABLE.values(), ids=TABLE)
def test_a_share_is_called_low_or_high_only_with_evidence(past, k, n, verdict):
    assert rate(past, k, n).verdict == verdict


def test_the_worked_example_of_the_specification():
    said = rate(FOUR, 22, 71)
    assert [round(100 * value) for value in (said.share, said.usual, said.low, said.high)] == [31, 48, 34, 62]
    assert said.mid_p == pytest.approx(0.06, abs=0.005)


TOO_LITTLE = {
    "fewer than fifteen today": (TEN, 7, 14),
    "two earlier outings": (FOUR[:2], 22, 71),
    "sixty trials are needed in all": ([(5, 10), (6, 12), (9, 20)], 22, 71),
    "outings without a trial do not count": ([(40, 80), (0, 0), (0, 0)], 22, 71),
}


@pytest.mark.parametrize(("past", "k", "n"), TOO_LITTLE.values(), ids=TOO_LITTLE)
def test_below_the_least_evidence_nothing_is_said(past, k, n):
    assert rate(past, k, n) is None


def test_the_extremes_do_not_break_it():
    for k in (0, 400):
        assert 0 <= rate([(0, 100), (100, 100), (50, 100)], k, 400).mid_p <= 0.5


def test_false_alarms_are_few_where_the_plain_test_cries_wolf():
    """Ordinary outings, rho = .05, ten behind them."""
    chance = np.random.default_rng(7)
    ours, plain = [], []
    for _ in range(400):
        n = chance.integers(30, 90, size=11)
        k = chance.binomial(n, chance.beta(0.48 * 19, 0.52 * 19, size=11))
        past, (last_k, last_n) = list(zip(k[:-1].tolist(), n[:-1].tolist(), strict=True)), (int(k[-1]), int(n[-1]))
        ours.append(rate(past, last_k, last_n).verdict != "usual")
        pooled = sum(had for had, _of in past) / sum(of for _had, of in past)
        lower = binom.cdf(last_k, last_n, pooled)
        plain.append(bool(min(lower, 1 - lower + binom.pmf(last_k, last_n, pooled)) < 0.05))
    assert mean(ours) <= 0.12
    assert mean(plain) > 0.25
