"""Settings, places and hours compared: what is said, and what is not."""

from collections import Counter
from datetime import timedelta

import pytest

from handbill.base.ids import new_id
from handbill.learn.chart import row_drawing, scale_drawing, top_of
from handbill.learn.comparing import compare
from handbill.learn.outings import Went
from handbill.learn.pooling import chance_above, pooled
from handbill.learn.verdicts import headline, verdicts
from tests.cast import NOON


def went(setting="stall", contacts=5, talks=20, *, stacks=4, place="Ferry Square market", hour=12, days=0) -> Went:
    """One outing whose talks are shared evenly among so many stacks."""
    each = Counter(dict.fromkeys(range(stacks), talks // stacks))
    begun = (NOON - timedelta(days=days)).replace(hour=hour)
    return Went(new_id(), setting, place, place, begun, begun + timedelta(hours=2), each, talks, contacts, contacts)


def row(comparison, code):
    return next(row for row in comparison.rows if row.code == code)


class TestPooling:
    def test_more_talks_narrow_the_range_and_more_outings_do_too(self):
        few, many = pooled([(5, 20)] * 2), pooled([(5, 20)] * 12)
        assert many.high - many.low < few.high - few.low
        one_day, ten_days = pooled([(50, 200)]), pooled([(5, 20)] * 10)
        assert ten_days.high - ten_days.low < one_day.high - one_day.low

    def test_the_range_holds_the_truth_8_times_in_10(self):
        """Simulated groups that vary from day to day; a range that ignored that would hold it far less often."""
        import numpy

        chance, truth, rho, held = numpy.random.default_rng(1403), 0.3, 0.05, 0
        for _ in range(200):
            days = chance.beta(truth * (1 / rho - 1), (1 - truth) * (1 / rho - 1), 10)
            found = pooled([(int(chance.binomial(25, share)), 25) for share in days])
            held += found.low <= truth <= found.high
        assert 150 <= held <= 180

    def test_chances_of_a_pair_add_up_to_one(self):
        one, other = pooled([(5, 20)] * 4).weights, pooled([(9, 20)] * 4).weights
        assert chance_above(one, other) + chance_above(other, one) == pytest.approx(1)
        assert chance_above(one, one) == pytest.approx(0.5)
        assert chance_above(other, one) > 0.95


@pytest.mark.django_db
class TestSaying:
    def test_a_setting_far_above_the_others_is_named_with_its_chance(self, group):
        outings = [went("doorstep", 10)] * 6 + [went("stall", 3)] * 6
        comparison = compare(group, outings, "settings")
        assert headline(comparison) == "Doorsteps: more contacts from ten talks than anywhere else."
        assert verdicts(comparison)[0].what == "Doorsteps: more contacts than “Stall”."
        assert verdicts(comparison)[0].says == "Almost certain (99 in 100)."

    def test_overlapping_ranges_are_not_ranked(self, group):
        comparison = compare(group, [went("doorstep", 6)] * 5 + [went("stall", 5)] * 5, "settings")
        assert comparison.best is None
        assert headline(comparison) == "Nothing stands out yet: the ranges overlap."
        assert not any(verdict.is_sure for verdict in verdicts(comparison))
        assert [row.code for row in comparison.rows] == ["stall", "doorstep"]  # as settings are listed, not by rate

    def test_rows_apart_are_told_though_a_third_overlaps_both(self, group):
        outings = [went("doorstep", 8)] * 8 + [went("stall", 6)] * 8 + [went("gate", 4)] * 8
        comparison = compare(group, outings, "settings")
        assert [verdict.what for verdict in verdicts(comparison) if verdict.is_sure] == [
            "Doorsteps: more contacts than “Factory or depot gate”."
        ]
        assert headline(comparison) == "Doorsteps: more contacts than “Factory or depot gate”."

    def test_what_follows_from_a_nearer_pair_is_not_said_again(self, group):
        outings = [went("doorstep", 14)] * 8 + [went("stall", 8)] * 8 + [went("gate", 3)] * 8
        sure = [verdict.what for verdict in verdicts(compare(group, outings, "settings")) if verdict.is_sure]
        assert sure == ["Doorsteps: more contacts than “Stall”.", "Stall: more contacts than “Factory or depot gate”."]

    def test_few_outings_are_drawn_dashed_and_decide_nothing(self, group):
        outings = [went("doorstep", 10)] * 6 + [went("stall", 3)] * 6 + [went("school", 5)] * 2
        comparison = compare(group, outings, "settings")
        assert headline(comparison).endswith("About “School gate”, it is too early to say.")
        assert "Anything from" in verdicts(comparison)[-1].says
        assert "c-dash" in row_drawing(row(comparison, "school"), 6, is_best=False)

    def test_it_says_how_many_more_outings_would_tell_two_apart(self, group):
        comparison = compare(group, [went("doorstep", 8)] * 6 + [went("stall", 6)] * 6, "settings")
        assert "No telling yet. About" in verdicts(comparison)[0].says

    def test_a_first_setting_alone_is_compared_with_nothing(self, group):
        assert headline(compare(group, [went()] * 9, "settings")) == "It is too early to compare."

    def test_fewer_than_five_people_are_no_number_and_no_dot(self, group):
        outings = [went("doorstep", 10)] * 6 + [went("school", 2)] * 2 + [went("stall", 5)] * 6
        comparison = compare(group, outings, "settings")
        school = row(comparison, "school")
        assert school.is_hidden and not school.has_range
        assert sum(one.is_hidden for one in comparison.rows) == 2  # never the rest of a total

    def test_the_same_hidden_people_are_not_in_another_table_either(self, group):
        """Adding up the hours must not give what the settings hide."""
        outings = [went("doorstep", 10, hour=18)] * 6 + [went("school", 2, hour=8)] * 2 + [went("stall", 5)] * 6
        for by in ("settings", "hours", "places"):
            hidden = [row for row in compare(group, outings, by).rows if row.is_hidden]
            assert len(hidden) != 1

    def test_what_is_too_few_alone_is_merged_with_what_is_hidden_beside_it(self, group):
        outings = [went("doorstep", 10)] * 6 + [went("school", 2)] * 2 + [went("gate", 1)] * 2
        comparison = compare(group, outings, "settings")
        last = comparison.rows[-1]
        assert last.is_merged and (last.talks, last.contacts) == (80, 6) and last.has_range and not last.is_firm
        assert "These together" not in headline(comparison)
        assert not any("These together" in verdict.what for verdict in verdicts(comparison))

    def test_what_is_too_few_even_together_is_not_shown_at_all(self, group):
        comparison = compare(group, [went("doorstep", 10)] * 6 + [went("school", 1)] + [went("gate", 1)], "settings")
        assert not any(row.is_merged for row in comparison.rows)

    def test_two_people_at_a_stall_see_counts_and_no_share(self, group):
        comparison = compare(group, [went(stacks=2)] * 6 + [went("doorstep", 9)] * 6, "settings")
        stall = row(comparison, "stall")
        assert not stall.is_shared and not stall.has_range and stall.talks == 120
        assert any("a share would be about one person" in verdict.says for verdict in verdicts(comparison))

    def test_hours_go_by_the_clock_and_the_week(self, group):
        outings = [went(hour=8)] * 2 + [went(hour=8, days=2)] * 2 + [went(hour=19)] * 2
        codes = [row.code for row in compare(group, outings, "hours").rows]
        assert codes == ["weekday_morning", "weekend_morning", "weekend_evening"]

    def test_places_go_by_name(self, group):
        outings = [went(place=place) for place in ("Tram works", "Aldermouth market", "mill lane")]
        labels = [row.label for row in compare(group, outings, "places").rows]
        assert labels == ["Aldermouth market", "mill lane", "Tram works"]


@pytest.mark.django_db
def test_a_drawing_says_in_words_what_it_shows(group):
    comparison = compare(group, [went("doorstep", 10)] * 6 + [went("stall", 3)] * 6, "settings")
    svg = row_drawing(row(comparison, "doorstep"), top_of(comparison), is_best=True)
    mean, low, high = row(comparison, "doorstep").of_ten
    assert f"Doorsteps: {mean} contacts from ten talks; 8 times in 10 it lies between {low} and {high}." in svg
    assert "c-mark" in svg and "style=" not in svg
    assert "ten talks" in scale_drawing(6)


def test_a_places_name_is_written_safely():
    from handbill.learn.comparing import Row

    svg = row_drawing(Row("x", '<script>"', 5, 50, 10, mean=0.2, low=0.1, high=0.3), 5, is_best=False)
    assert "<script>" not in svg
