"""How many to bring: known cases, edges, invariances, and agreement with a slow integral."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import nbinom

from handbill import numbers
from handbill.numbers import Guess, Outing
from handbill.numbers.demand import mixed
from handbill.numbers.rows import Basis

TODAY = date(2026, 9, 1)
NOTHING = Basis(0, 0, 0, 0, True)


def outing(handed_out: int, *, weeks: int = 4, **more) -> Outing:
    usual = {"place": "market", "day": TODAY - timedelta(weeks=weeks), "hours": 2.0, "volunteers": 3}
    return Outing(**{**usual, "handed_out": handed_out, **more})


def demand(*outings: Outing, place="market", hours=2.0, volunteers=3, crowd=1.0, **how):
    return numbers.fit(outings, today=TODAY, **how).predict(place, hours, volunteers, crowd)


class TestKnownCases:
    def test_with_nothing_to_go_by_it_says_a_wide_range(self):
        cold = demand()
        assert cold.quantile(0.5) == pytest.approx(46, rel=0.03)
        assert cold.quantile(0.9) == pytest.approx(244, rel=0.03)
        assert cold.basis.is_guess_only

    def test_a_guess_narrows_it(self):
        guessed = demand(guess=Guess(80, 2, 3))
        assert guessed.quantile(0.5) == pytest.approx(75, abs=12)
        assert guessed.quantile(0.9) < 244

    def test_a_guess_gives_way_to_what_happened(self):
        rows = [outing(200, weeks=week) for week in range(1, 9)]
        assert demand(*rows, guess=Guess(20, 2, 3)).quantile(0.5) > 150

    def test_nothing_handed_out_is_taken_at_its_word(self):
        assert numbers.recommend(demand(*[outing(0)] * 3)).copies <= 6

    def test_running_out_early_asks_for_more(self):
        early = outing(100, brought=100, ran_out=True, ran_out_hours=0.5)
        late = outing(100, brought=100, ran_out=True, ran_out_hours=1.9)
        never = outing(100, brought=140)
        asked = [numbers.recommend(demand(*[row] * 4)).copies for row in (never, late, early)]
        assert asked == sorted(asked)
        assert asked[2] > 2 * asked[0]

    def test_a_time_not_noted_still_says_that_it_was_more(self):
        unknown = numbers.recommend(demand(*[outing(100, brought=100, ran_out=True)] * 4))
        counted = numbers.recommend(demand(*[outing(100, brought=140)] * 4))
        assert unknown.copies > counted.copies
        assert unknown.basis.times_missing == 4

    def test_two_prices_are_always_there(self):
        advice = numbers.recommend(demand(outing(60), outing(75), outing(52)), p_runout=0.1, max_home=20)
        assert advice.by_home < advice.by_risk
        assert advice.copies == advice.by_home
        assert advice.p_runout > 0.1
        assert advice.expected_home <= 20

    def test_bundle_and_cap_come_last(self):
        wanted = demand(outing(60), outing(75), outing(52))
        plain = numbers.recommend(wanted)
        assert numbers.recommend(wanted, bundle=25).copies == math.ceil(plain.copies / 25) * 25
        assert numbers.recommend(wanted, cap=40).copies == 40
        assert numbers.recommend(wanted, cap=40).by_risk == plain.by_risk


class TestWhatItLearnsFrom:
    def test_a_new_place_borrows_from_the_others(self):
        rows = [outing(100 + 10 * (week % 3), place=place, weeks=week) for place in "abc" for week in range(1, 6)]
        new, known = demand(*rows, place="new"), demand(*rows, place="a")
        assert new.quantile(0.5) == pytest.approx(known.quantile(0.5), rel=0.15)
        assert new.quantile(0.9) > known.quantile(0.9)

    def test_places_differ_once_they_showed_it(self):
        rows = [outing(150, place="loud", weeks=week) for week in range(1, 9)]
        rows += [outing(20, place="quiet", weeks=week) for week in range(1, 9)]
        assert demand(*rows, place="loud").quantile(0.5) > 4 * demand(*rows, place="quiet").quantile(0.5)

    def test_more_volunteers_and_longer_hours_want_more(self):
        rows = [outing(60 + week, weeks=week) for week in range(1, 8)]
        plain = demand(*rows).mean
        assert demand(*rows, volunteers=6).mean > 1.3 * plain
        assert demand(*rows, hours=4).mean == pytest.approx(2 * plain, rel=0.02)

    def test_a_bigger_crowd_wants_more(self):
        rows = [outing(60, crowd=1.0, weeks=1), outing(110, crowd=2.0, weeks=2), outing(58, weeks=3)]
        assert demand(*rows, crowd=2.0).mean > 1.4 * demand(*rows).mean

    def test_what_happened_lately_moves_the_level(self):
        rows = [outing(40, weeks=week) for week in range(20, 60)] + [outing(90, weeks=week) for week in range(1, 8)]
        assert demand(*rows).quantile(0.5) > 55

    def test_the_order_of_rows_does_not_matter(self):
        rows = [outing(40 + 7 * week, place=place, weeks=week) for week in range(1, 7) for place in "ab"]
        one, other = demand(*rows, place="a"), demand(*reversed(rows), place="a")
        np.testing.assert_allclose(one.steps, other.steps, rtol=1e-6)

    def test_doubled_counts_double_the_answer(self):
        counts = [61, 48, 77, 55, 90, 66, 43, 71, 58, 82, 64, 50]
        single = demand(*[outing(n, weeks=week) for week, n in enumerate(counts, 1)])
        double = demand(*[outing(2 * n, weeks=week) for week, n in enumerate(counts, 1)])
        assert 1.9 <= double.quantile(0.9) / single.quantile(0.9) <= 2.1


class TestEdges:
    @pytest.mark.parametrize(
        "broken",
        [{"hours": 0}, {"volunteers": 0}, {"handed_out": None}, {"hours": float("nan")}, {"handed_out": -1}],
    )
    def test_rows_that_cannot_be_used_are_left_out_and_listed(self, broken):
        fitted = numbers.fit([outing(50), outing(**{"handed_out": 50, **broken})], today=TODAY)
        assert [position for position, _reason in fitted.ignored] == [1]
        assert fitted.predict("market", 2, 3).basis.of_setting == 1

    def test_a_crowd_that_is_none_counts_as_usual(self):
        assert demand(outing(50, crowd=0)).mean == pytest.approx(demand(outing(50)).mean)
        assert demand(outing(50), crowd=-2).mean == pytest.approx(demand(outing(50)).mean)

    def test_times_outside_the_outing_are_taken_to_its_ends(self):
        too_late = demand(outing(50, ran_out=True, ran_out_hours=9.0)).mean
        assert too_late == pytest.approx(demand(outing(50, ran_out=True, ran_out_hours=2.0)).mean)
        at_once = demand(outing(50, ran_out=True, ran_out_hours=0.0)).mean
        assert at_once == pytest.approx(demand(outing(50, ran_out=True, ran_out_hours=0.02)).mean)
        assert at_once > 1000

    def test_thousands_are_answered_too(self):
        many = demand(*[outing(9000 + 400 * week, weeks=week) for week in range(1, 7)])
        assert 8000 < many.quantile(0.5) < 14000
        assert many.width > 1
        assert 0 < many.p_runout(20_000) < many.p_runout(9000) < 1

    def test_running_out_with_nothing_brought_says_nothing(self):
        assert np.isfinite(demand(outing(0, brought=0, ran_out=True)).mean)


class TestWhatWouldStillHaveGone:
    def test_half_a_day_without_copies_would_have_taken_about_as_many_again(self):
        ran_out = outing(60, brought=60, ran_out=True, ran_out_hours=1.0)
        fitted = numbers.fit([ran_out, *[outing(120, weeks=week) for week in range(5, 12)]], today=TODAY)
        assert fitted.still_wanted(ran_out).quantile(0.5) == pytest.approx(60, rel=0.1)

    def test_nothing_is_said_of_outings_that_had_enough_or_without_a_time(self):
        rows = [outing(60), outing(60, weeks=2, brought=60, ran_out=True)]
        fitted = numbers.fit(rows, today=TODAY)
        assert [fitted.still_wanted(one) for one in (*rows, outing(9))] == [None, None, None]


class TestTheDistribution:
    def test_it_sums_to_one(self):
        for rows in ([outing(60)] * 5, [outing(900)] * 5):
            assert demand(*rows).steps[-1] == pytest.approx(1, abs=1e-4)

    def test_a_single_point_is_a_negative_binomial(self):
        found = mixed(np.array([1.0]), np.array([math.log(50)]), np.array([1e-12]), np.array([4.0]), NOTHING)
        np.testing.assert_allclose(found.steps[:300], nbinom.cdf(np.arange(300), 4, 4 / 54), atol=1e-9)

    def test_quantile_and_cdf_are_each_others_inverse(self):
        found = demand(outing(60), outing(75))
        for q in (0.02, 0.1, 0.5, 0.9, 0.985):
            k = found.quantile(q)
            assert found.cdf(k) >= q - 1e-9 > found.cdf(k - 1) - 2e-9

    def test_copies_home_are_the_sum_of_the_chances_below(self):
        found = demand(outing(60), outing(75))
        by_hand = sum(max(80 - k, 0) * (found.cdf(k) - found.cdf(k - 1)) for k in range(81))
        assert found.expected_home(80) == pytest.approx(by_hand, rel=1e-6)
        most = found.most_for_home(20)
        assert found.expected_home(most) <= 20 < found.expected_home(most + 1)

    def test_running_out_and_being_enough_are_the_two_sides(self):
        found = demand(outing(60), outing(75))
        assert found.p_runout(found.quantile(0.9)) <= 0.1 < found.p_runout(found.quantile(0.9) - 1)
