"""Today says who waits, for whom, until when; sealed names stay sealed; what one may not see is not there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbill.base.clock import stand_at
from handbill.desk.headline import headline
from handbill.followup.models import FollowUp
from handbill.followup.queries import MOST, Counts
from handbill.people.models import Card
from tests.at_the_stall import *  # noqa: F403
from tests.cast import PASSWORD, at_this_machine, join, keyring_of, sign_in
from tests.met import CARD, STALL, consents, meet, members_phone

MOST_QUERIES = 45  # of Today with everything on it, whatever the number of people


@pytest.fixture
def dee(phone, group):
    return meet(phone, consents=consents(group, "phone", "signal"))


def page(client, address="/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_is_sent_to_the_sign_in(group):
    assert at_this_machine().get("/").headers["Location"].startswith("/sign-in/")


def test_who_waits_stands_there_by_name_with_only_the_ways_they_agreed_to(dee, ada):
    shown = page(sign_in(ada))
    assert CARD["name"] in shown and CARD["note"] in shown
    assert "tel:+447700900123" in shown and "sgnl://" in shown
    assert "sms:" not in shown and "mailto:" not in shown


def test_locked_the_rows_stay_and_the_names_are_sealed(dee, ada):
    client = sign_in(ada)
    client.post("/lock/")
    shown = page(client)
    assert CARD["name"] not in shown and CARD["note"] not in shown and "tel:" not in shown
    assert "Sealed name" in shown and "Ferry Square market" in shown and shown.count("/unlock/") >= 1
    assert f"/follow-ups/{FollowUp.objects.get().id}/outcome/" in shown


def test_nobody_of_another_group_stands_there(dee, cleo):
    shown = page(sign_in(cleo))
    assert CARD["name"] not in shown and str(dee.id) not in shown and "Ferry Square" not in shown


def test_a_volunteer_sees_her_own_people_and_no_others(dee, outing, ben):
    own = meet(members_phone(outing, ben), {"name": "Bens Own"})
    client = sign_in(ben)
    for address in ("/", "/?whose=everyone"):
        shown = page(client, address)
        assert "Bens Own" in shown and str(own.id) in shown
        assert CARD["name"] not in shown and str(dee.id) not in shown


def test_an_organiser_looks_at_everyones_where_she_wants(phone, dee, outing, ada, ben):
    meet(members_phone(outing, ben), {"name": "Bens Own"})
    client = sign_in(ada)
    assert "Bens Own" not in page(client) and "Everyone’s (2)" in page(client)
    assert "Bens Own" in page(client, "/?whose=everyone")


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_a_viewer_and_an_editor_have_no_people(dee, union, role):
    client = sign_in(join(union, "Rex", role))
    shown = page(client)
    assert "no people" in shown and str(dee.id) not in shown and "Get back to" not in shown
    assert "/outings/new/" not in shown, "no way to where they may not go"


def test_the_latest_deadline_comes_last_and_any_time_after_it(phone, ada):
    names = ["Third", "First", "Second", "Any time"]
    people = [meet(phone, {"name": name}) for name in names]
    for person, hours in zip(people, (30, 10, 20, None), strict=True):
        due = STALL + timedelta(hours=hours) if hours else None
        FollowUp.objects.filter(person=person).update(due_at=due)
    shown = page(sign_in(ada))
    assert sorted(names, key=shown.index) == ["First", "Second", "Third", "Any time"]


def test_what_is_late_says_so(dee, ada):
    with stand_at(STALL + timedelta(hours=49)):
        shown = page(sign_in(ada))
    assert "data-late" in shown and "overdue" in shown and "waited too long" in shown


def test_the_first_page_of_an_organiser_takes_new_cards_in(dee, ada):
    sign_in(ada).get("/")
    assert Card.objects.get().intake is not None


def test_a_volunteers_page_takes_nothing_in(dee, ben):
    sign_in(ben).get("/")
    assert Card.objects.get().intake is None


def test_when_everybody_was_reached_there_is_a_stamp(dee, ada):
    client = sign_in(ada)
    client.post(f"/follow-ups/{FollowUp.objects.get().id}/outcome/", {"outcome": "talked"})
    shown = page(client)
    assert "1 of 1 in 48 hours" in shown and "Nobody is waiting for you." in shown


def test_without_anybody_ever_met_there_is_no_stamp(ada):
    assert "in 48 hours" not in page(sign_in(ada))


def test_a_phone_that_still_holds_entries_is_named(phone, outing, ada):
    phone.note("conversation")
    phone.post_facts([])
    from handbill.plan.models import Joining

    Joining.objects.update(waiting=12)
    with stand_at(STALL + timedelta(hours=5)):
        assert "still holds 12 entries" in page(sign_in(ada))


def test_a_debrief_to_which_nobody_said_anything_is_to_be_done(phone, outing, ada):
    phone.note("conversation")
    phone.send()
    with stand_at(outing.ends_at + timedelta(days=1)):
        assert "nobody has said what to do better" in page(sign_in(ada))
        phone.text("remark", "Stand at the tram stop")
        phone.send()
        assert "nobody has said what to do better" not in page(sign_in(ada))


def test_the_number_of_queries_does_not_grow_with_the_people(phone, group, ada):
    client = sign_in(ada)

    def queries(people: int) -> int:
        for _ in range(people):
            meet(phone, consents=consents(group, "phone"))
        client.get("/")  # takes them in
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
            return len(asked)

    assert queries(2) == queries(10) > 5


def test_with_every_part_on_it_today_asks_a_fixed_number_of_times(phone, group, outing, ada, ben):
    """Offered, late with others, to share out, her own: twice as many of each, and not one query more."""
    from handbill.followup.actions import offer

    bens = members_phone(outing, ben)

    def queries() -> int:
        for _ in range(2):
            meet(phone, consents=consents(group, "phone"))
            meet(bens, {"name": "Late with Ben"})
            offer(meet(bens, {"name": "Offered"}), ada, by=ben, keyring=keyring_of(ben))
        with stand_at(STALL + timedelta(hours=80)):
            client = sign_in(ada)
            client.get("/")  # takes them in
            with CaptureQueriesContext(connection) as asked:
                shown = page(client)
        assert all(f'id="{part}"' in shown for part in ("offered", "gone-up")) and "met by helper" in shown
        return len(asked)

    few = queries()
    assert queries() == few <= MOST_QUERIES


def test_a_full_page_is_small(phone, group, ada):
    for _ in range(55):
        phone.contact(CARD, consents=consents(group, "phone", "text"), channels=["phone"])
    phone.send()
    shown = page(sign_in(ada))
    assert shown.count('class="due"') == MOST and "29 more wait" in shown
    assert len(shown.encode()) < 60_000


@pytest.mark.parametrize(
    "mine, late, today, sentence",
    [
        (0, 0, 0, "Nobody is waiting for you."),
        (1, 0, 0, "One person is waiting to hear from you."),
        (1, 0, 1, "One person is waiting to hear from you, <mark>today.</mark>"),
        (5, 0, 0, "Five people are waiting to hear from you."),
        (5, 0, 1, "Five people are waiting to hear from you, <mark>one of them today.</mark>"),
        (5, 0, 2, "Five people are waiting to hear from you, <mark>two of them today.</mark>"),
        (5, 0, 5, "Five people are waiting to hear from you, <mark>all of them today.</mark>"),
        (12, 0, 11, "12 people are waiting to hear from you, <mark>11 of them today.</mark>"),
        (5, 1, 2, "One person has <mark>waited too long</mark> to hear from you."),
        (5, 3, 3, "Three people have <mark>waited too long</mark> to hear from you."),
    ],
)
def test_the_page_opens_with_the_finding(ada, mine, late, today, sentence):
    assert headline(Counts(mine, late, today, mine), ada) == sentence


def test_the_password_opens_the_names_again(dee, ada):
    client = sign_in(ada)
    client.post("/lock/")
    client.post("/unlock/", {"password": PASSWORD})
    assert CARD["name"] in page(client)
