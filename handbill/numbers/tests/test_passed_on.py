"""Pass-along: intervals that hold what they promise, and 'not known yet' as the usual answer."""

import numpy as np
import pytest
from scipy.stats import binom

from handbill.numbers import ratio, share


@pytest.mark.parametrize("answers", [5, 12, 40])
@pytest.mark.parametrize("truth", [0.1, 0.35, 0.5, 0.8])
def test_the_share_lies_in_its_interval_at_least_eight_times_in_ten(answers, truth):
    covered = sum(
        binom.pmf(friends, answers, truth)
        for friends in range(answers + 1)
        if share(friends, answers - friends).low <= truth <= share(friends, answers - friends).high
    )
    assert covered >= 0.8


def test_a_share_is_shown_from_ten_answers_on():
    assert [share(3, others).is_shown for others in (6, 7)] == [False, True]


def test_all_and_none_have_an_end_at_one_and_nought():
    assert (share(0, 12).low, share(12, 0).high) == (0.0, 1.0)
    assert share(0, 0).share == 0.5
    with pytest.raises(ValueError, match="0 or more"):
        share(-1, 3)


def test_below_twenty_sign_ups_the_ratio_is_not_known_yet():
    assert ratio([(8, 200)] * 1, [(5, 200)] * 1) is None
    assert ratio([], [(30, 200)]) is None


def test_a_wide_interval_is_not_known_yet():
    assert ratio([(19, 100)], [(1, 100)]) is None


def test_many_batches_of_each_kind_say_which_is_more():
    told = ratio([(6, 200)] * 25, [(2, 200)] * 25)
    assert told.low > 1.5
    assert told.low < told.share < told.high


def test_batches_that_differ_widen_the_interval():
    steady = ratio([(4, 200)] * 20, [(4, 200)] * 20)
    uneven = ratio([(0, 200), (8, 200)] * 10, [(0, 200), (8, 200)] * 10)
    assert uneven.high / uneven.low > steady.high / steady.low


def test_the_ratio_lies_in_its_interval_about_eight_times_in_ten():
    chance = np.random.default_rng(11)
    told = covered = 0
    for _ in range(400):
        kinds = [chance.poisson(chance.gamma(2, 0.5, 25) * expected).tolist() for expected in (6, 4)]
        found = ratio(*([(signed, 200) for signed in kind] for kind in kinds))
        if found:
            told += 1
            covered += found.low <= 1.5 <= found.high
    assert told > 300
    assert covered / told >= 0.75
