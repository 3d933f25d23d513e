"""How many to bring: from the group's own outings of the setting before this one, and from nothing else."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.learn.bringing import advice_for, in_bundles, pasts_before
from handbill.learn.tests.afternoons import note, stall, went
from handbill.plan.models import Joining, Outing
from tests.met import stall_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(ada):
    """The stall of 12 September, looked at the day before."""
    outing = stall(ada, people_needed=1)
    with stand_at(outing.starts_at - timedelta(days=1)):
        yield outing


def past(outing):
    pasts, _waiting = pasts_before(outing)
    return pasts[0]


class TestWhatCounts:
    def test_brought_minus_carried_home_goes_before_the_taps(self, ada, planned):
        went(stall(ada, weeks=1), 100, 60, home=25)
        assert (past(planned).brought, past(planned).handed_out, past(planned).ran_out) == (100, 75, False)

    def test_letterboxes_are_taken_off(self, ada, planned):
        outing = went(stall(ada, weeks=1), 100, 60)
        note(outing, 117, "handout", copies=20, way="letterbox")
        note(outing, 119, "count", copies=15, final=True)
        assert past(planned).handed_out == 65

    def test_more_taps_than_copies_are_kept_and_marked(self, ada, planned):
        went(stall(ada, weeks=1), 50, 70)
        assert (past(planned).handed_out, past(planned).more_than_brought) == (70, True)

    def test_the_last_copy_tells_when_they_ran_out(self, ada, planned):
        went(stall(ada, weeks=1), 100, 100, until=70)
        assert past(planned).ran_out
        assert past(planned).ran_out_hours == pytest.approx(70 / 60)

    def test_people_asking_in_vain_say_that_they_ran_out(self, ada, planned):
        outing = went(stall(ada, weeks=1), 100, 80, until=90, book=False)
        note(outing, 95, "asked_in_vain", people=2)
        assert past(planned).ran_out

    def test_copies_that_nobody_took_from_the_pile_were_not_missing(self, ada, planned):
        from handbill.copies.actions import add_batch
        from handbill.plan.actions import book_copies

        outing = went(stall(ada, weeks=1), 100, 100, until=70, book=False)
        book_copies(outing, add_batch(issue="14", copies=200, by=ada), 150, by=ada)
        assert not past(planned).ran_out

    def test_without_taps_the_time_is_not_known(self, ada, planned):
        went(stall(ada, weeks=1), 100, 10, until=20, home=0)
        assert (past(planned).ran_out, past(planned).handed_out, past(planned).ran_out_hours) == (True, 100, None)

    def test_letterboxes_at_the_end_do_not_make_it_a_run_out(self, ada, planned):
        outing = went(stall(ada, weeks=1), 100, 80)
        note(outing, 118, "handout", copies=20, way="letterbox")
        assert not past(planned).ran_out

    def test_nothing_handed_out_is_counted_too(self, ada, planned):
        outing = stall(ada, weeks=1)
        note(outing, 0, "taken", copies=40, from_="cupboard")
        note(outing, 120, "count", copies=40, final=True)
        assert (past(planned).handed_out, past(planned).ran_out) == (0, False)


class TestWhichOutings:
    def test_only_those_of_the_setting(self, ada, planned):
        went(stall(ada, "Mill gate", weeks=1, setting="gate"), 100, 60)
        assert pasts_before(planned) == ([], 0)

    def test_only_those_before_the_one_planned(self, ada, planned):
        later = stall(ada, weeks=-2)
        with stand_at(later.starts_at + timedelta(days=1)):
            went(stall(ada, weeks=-1), 100, 60)
            assert pasts_before(planned) == ([], 0)
            assert len(pasts_before(later)[0]) == 1

    def test_only_those_of_the_group(self, cleo, ada, planned):
        went(stall(cleo, weeks=1), 100, 60)
        assert pasts_before(planned) == ([], 0)

    def test_not_those_cancelled(self, ada, planned):
        outing = went(stall(ada, weeks=1), 100, 60)
        Outing.objects.filter(pk=outing.pk).update(cancelled_at=outing.starts_at, cancelled_by=ada)
        assert pasts_before(planned) == ([], 0)

    def test_not_those_on_which_nothing_was_noted(self, ada, planned):
        stall(ada, weeks=1)
        assert pasts_before(planned) == ([], 0)

    def test_a_phone_that_has_not_sent_keeps_its_outing_out_for_two_weeks(self, ada, planned):
        outing = stall(ada, weeks=1)
        with stand_at(outing.starts_at):
            stall_phone(outing, ada)
        Joining.objects.update(waiting=12)
        went(outing, 100, 30)
        assert pasts_before(planned) == ([], 1)
        with stand_at(planned.starts_at + timedelta(weeks=2)):
            assert len(pasts_before(planned)[0]) == 1

    def test_its_copies_counted_at_the_end_are_enough(self, ada, planned):
        outing = went(stall(ada, weeks=1), 100, 30, home=60)
        Joining.objects.update(waiting=12)
        assert pasts_before(planned)[0][0].outing == outing


class TestTheAdvice:
    def test_nothing_known_is_a_wide_range(self, planned):
        advice = advice_for(planned, 3)
        low, high = advice.demand.range80()
        assert advice.is_cold
        assert low < 25
        assert high > 150
        assert not advice.is_capped

    def test_a_guess_narrows_it_and_holds_it_down(self, planned):
        wide = advice_for(planned, 3).demand.range80()
        planned.copies_guess = 60
        low, high = advice_for(planned, 3).demand.range80()
        assert low < 60 < high
        assert high - low < wide[1] - wide[0]
        assert advice_for(planned, 3).copies <= 180

    def test_an_earlier_guess_of_the_setting_serves_until_more_is_known(self, ada, planned):
        Outing.objects.filter(pk=stall(ada, "Library steps", weeks=2).pk).update(copies_guess=60)
        assert advice_for(planned, 3).guess == 60

    def test_running_out_makes_it_more(self, ada, planned):
        for weeks in range(1, 7):
            went(stall(ada, weeks=weeks), 100, 70 + weeks, home=30 - weeks)
        lasted = advice_for(planned, 1).copies
        note(stall(ada, weeks=7), 0, "taken", copies=60, from_="cupboard")
        went(stall(ada, weeks=8), 60, 60, until=40)
        assert advice_for(planned, 1).copies > lasted

    def test_it_never_jumps_above_three_times_what_was_ever_brought(self, ada, planned):
        for weeks in range(1, 5):
            went(stall(ada, weeks=weeks), 20, 20, until=4)
        advice = advice_for(planned, 1)
        assert advice.copies == 60
        assert advice.is_capped
        assert advice.uncapped > 60

    def test_what_it_rests_on_is_counted(self, ada, planned):
        went(stall(ada, weeks=1), 100, 100, until=70)
        went(stall(ada, weeks=2), 100, 80)
        went(stall(ada, "Linden Street market", weeks=3), 50, 5, home=0)
        basis = advice_for(planned, 1).basis
        assert (basis.here, basis.here_ran_out, basis.of_kind, basis.of_kind_ran_out) == (2, 1, 3, 2)
        assert (basis.times_missing, basis.most_brought) == (1, 100)

    def test_twice_the_crowd_wants_more(self, ada, planned):
        for weeks in range(1, 6):
            went(stall(ada, weeks=weeks, crowd_expected=200), 100, 60 + weeks, home=40 - weeks)
        planned.crowd_expected = 200
        usual = advice_for(planned, 1).demand.quantile(0.5)
        planned.crowd_expected = 600
        assert advice_for(planned, 1).demand.quantile(0.5) > 1.2 * usual


@pytest.mark.parametrize(("copies", "bundled"), [(1, 5), (5, 5), (48, 50), (51, 60), (137, 140), (140, 140)])
def test_copies_come_in_bundles(copies, bundled):
    assert in_bundles(copies) == bundled
