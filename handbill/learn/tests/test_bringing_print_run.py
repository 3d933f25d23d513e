"""How many to print next."""

import re
from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.copies.actions import add_batch, record_run
from handbill.learn.bringing import advice_for
from handbill.learn.bringing_print_run import next_print_run, together
from handbill.learn.tests.afternoons import MIDDAY_SATURDAY, stall, went
from handbill.plan.actions import book_in_all
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def this_week(ada):
    """Six market days are known; the week before 12 September begins."""
    for weeks in range(1, 7):
        went(stall(ada, weeks=weeks), 150, 100 + 4 * weeks, home=50 - 4 * weeks)
    with stand_at(MIDDAY_SATURDAY - timedelta(days=5)):
        yield


def test_nothing_planned_is_nothing_to_print(ada, this_week):
    assert next_print_run(ada) is None


def test_more_outings_want_more_and_less_than_their_single_sums(ada, this_week):
    stall(ada, people_needed=1)
    one = next_print_run(ada)
    stall(ada, weeks=-1, people_needed=1)
    two = next_print_run(ada)
    assert one.needed < two.needed < 2 * one.needed
    assert two.low < two.needed <= two.high + 10
    assert len(two.wanted) == 2


def test_what_is_there_and_what_is_booked_is_taken_off(ada, this_week):
    outing = stall(ada, people_needed=1)
    before = next_print_run(ada)
    add_batch(issue="15", copies=100, by=ada)
    after = next_print_run(ada)
    assert after.in_stock == before.in_stock + 100
    book_in_all(outing, 60, by=ada)
    assert next_print_run(ada).in_stock == after.in_stock
    record_run(issue="15", copies=2000, by=ada)
    assert next_print_run(ada).to_print == 0


def test_an_outing_of_which_nothing_is_known_is_counted_as_such(ada, this_week):
    stall(ada, people_needed=1)
    stall(ada, "Ashby Hall", setting="meeting", people_needed=1)
    assert next_print_run(ada).cold == 1


def test_one_outing_alone_wants_what_its_own_page_says(ada, this_week):
    outing = stall(ada, people_needed=1)
    demand = advice_for(outing, 1).demand
    assert together([demand], (0.5, 0.9)) == pytest.approx([demand.quantile(0.5), demand.quantile(0.9)], abs=4)


def test_another_group_has_its_own(cleo, ada, this_week):
    stall(cleo, people_needed=1)
    assert next_print_run(ada) is None


def test_the_newest_issues_page_says_it_and_an_older_ones_does_not(ada, vera, this_week):
    stall(ada, people_needed=4)
    with stand_at(MIDDAY_SATURDAY - timedelta(days=6)):
        older = add_batch(issue="15", copies=10, by=ada).run.issue
    newest = add_batch(issue="16", copies=10, by=ada).run.issue
    for member in (ada, vera):
        page = re.sub("<[^>]*>", "", sign_in(member).get(newest.get_absolute_url()).text)
        assert "copies to print before Saturday 12 September" in page
        assert "The 1 outing planned will want" in page
        assert "to print before" not in sign_in(member).get(older.get_absolute_url()).text
