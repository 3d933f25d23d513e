"""What became of the copies of outings: read from the facts once, read anew when facts come."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.learn.bringing_gone import gone_at
from handbill.learn.tests.afternoons import note, stall, went
from handbill.plan.models import CopiesGone

pytestmark = pytest.mark.django_db


def gone(outing):
    return gone_at([outing])[outing.id]


def test_copies_by_hand_fall_into_twelve_parts_of_the_outing(ada):
    row = gone(went(stall(ada), 100, 50, until=100))
    assert row.by_hand == 50
    assert row.bins == [0, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10, 0]


def test_letterboxes_are_no_demand(ada):
    outing = went(stall(ada), 100, 50)
    note(outing, 118, "handout", copies=30, way="letterbox")
    row = gone(outing)
    assert (row.by_hand, row.by_letterbox, sum(row.bins)) == (50, 30, 50)
    assert row.last_at == outing.starts_at + timedelta(minutes=115)
    assert row.carried_off


def test_copies_left_at_the_place_are_demand(ada):
    outing = went(stall(ada), 100, 50)
    note(outing, 119, "handout", copies=5, way="left_at_place")
    assert gone(outing).by_hand == 55


def test_what_was_counted_at_the_end_came_home(ada):
    assert gone(went(stall(ada), 100, 50, home=44)).home == 44


def test_nobody_counted_means_not_known(ada):
    assert gone(went(stall(ada), 100, 50)).home is None


def test_people_who_ask_after_the_last_copy_went_without(ada):
    outing = went(stall(ada), 100, 100, until=70)
    note(outing, 80, "asked_in_vain", people=3)
    row = gone(outing)
    assert (row.went_without, row.asked_in_vain, row.most_in_hand) == (True, 3, 0)


def test_people_who_asked_before_copies_were_fetched_did_not(ada):
    outing = went(stall(ada), 100, 60, until=115)
    note(outing, 30, "asked_in_vain", people=2)
    assert not gone(outing).went_without


def test_an_outing_without_facts_is_not_there(ada):
    outing = stall(ada)
    assert gone_at([outing]) == {}


def test_a_second_reading_reads_no_facts(ada, django_assert_num_queries):
    outings = [went(stall(ada, weeks=weeks), 100, 50) for weeks in (1, 2, 3)]
    gone_at(outings)
    with django_assert_num_queries(2):
        assert len(gone_at(outings)) == 3


def test_a_fact_that_comes_late_is_read(ada):
    outing = went(stall(ada), 100, 50)
    assert gone(outing).by_hand == 50
    note(outing, 60, "handout", copies=7, way="hand")
    assert gone(outing).by_hand == 57
    assert CopiesGone.objects.get().by_hand == 57


def test_other_hours_move_the_twelfths(ada):
    outing = went(stall(ada), 100, 50, until=100)
    gone(outing)
    with stand_at(outing.ends_at):
        outing.ends_at += timedelta(hours=2)
        outing.save()
    assert gone(outing).bins == [0, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0, 0]
