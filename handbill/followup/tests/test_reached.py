"""Nine of nine in 48 hours: counted from the talk, by who heard from somebody; putting off does not stretch it."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.followup.actions import NextStep, note_attempt, put_off, take_back_attempt
from handbill.followup.models import FollowUp
from handbill.followup.reached import Reached, reached_lately, reached_of_outing
from tests.cast import sign_in
from tests.met import STALL, meet, stall_phone

HOUR = timedelta(hours=1)


@pytest.fixture
def dee(outing, ada):
    return meet(stall_phone(outing, ada))


def note(person, outcome, ada, hours=1, **more):
    row = FollowUp.objects.open().select_related("person__met_outing", "group").get(person=person)
    with stand_at(STALL + hours * HOUR):
        return note_attempt(row, outcome, by=ada, **more)


def counted(outing, hours=1) -> tuple:
    with stand_at(STALL + hours * HOUR):
        found = reached_of_outing(outing)
    return found.in_time, found.in_hand, found.everybody


@pytest.mark.parametrize(
    "outcome, hours, counts",
    [
        ("talked", 1, (1, 0, 1)),
        ("talked", 48, (1, 0, 1)),
        ("talked", 49, (0, 0, 1)),
        ("no_contact", 1, (1, 0, 1)),
        ("no_answer", 1, (0, 0, 1)),
        ("left_message", 1, (0, 0, 1)),
        ("wrong_number", 1, (0, 0, 1)),
    ],
)
def test_heard_back_is_who_heard_from_somebody_in_time(dee, outing, ada, outcome, hours, counts):
    note(dee, outcome, ada, hours)
    assert counted(outing, 60) == counts


def test_whoever_still_can_be_reached_is_in_hand(dee, outing, ada):
    assert counted(outing) == (0, 1, 1)
    note(dee, "no_answer", ada)
    assert counted(outing, 2) == (0, 1, 1) and counted(outing, 49) == (0, 0, 1)


def test_putting_off_does_not_stretch_the_48_hours(dee, outing, ada):
    put_off(FollowUp.objects.select_related("person__met_outing").get(), STALL + timedelta(days=9), by=ada)
    note(dee, "talked", ada, hours=100)
    assert counted(outing, 101) == (0, 0, 1)


def test_a_talk_at_the_second_step_in_time_counts(dee, outing, ada):
    note(dee, "no_answer", ada, next_step=NextStep("ring_back", "", STALL + 20 * HOUR))
    note(dee, "talked", ada, hours=20)
    assert counted(outing, 60) == (1, 0, 1)


def test_undone_it_is_not_counted(dee, outing, ada):
    take_back_attempt(note(dee, "talked", ada), by=ada)
    assert counted(outing) == (0, 1, 1)


def test_nine_of_nine_is_a_stamp_on_the_outing_and_on_today(outing, ada, vera):
    phone, client = stall_phone(outing, ada), sign_in(ada)
    people = [meet(phone) for _ in range(9)]
    for person in people[:-1]:
        note(person, "talked", ada)
    address = f"/outings/{outing.id}/"
    assert "8 of 9 people heard back within 48 hours. 1 still can." in client.get(address).content.decode()
    assert "9 of 9 in 48 hours" not in client.get("/").content.decode()
    note(people[-1], "talked", ada)
    for page in (client.get(address), client.get("/"), sign_in(vera).get(address)):
        assert "9 of 9 in 48 hours" in page.content.decode()


def test_lately_counts_her_own_first_follow_ups(dee, outing, ada, ben):
    note(dee, "talked", ada)
    assert reached_lately(ada, STALL - HOUR) == Reached(1, 0, 1)
    assert reached_lately(ada, STALL + HOUR) == reached_lately(ben, STALL - HOUR) == Reached(0, 0, 0)
