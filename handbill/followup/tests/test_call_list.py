"""A call list: whoever waits and agreed to calls, for one shift; on no paper anybody else, and everybody told who had it."""

from datetime import timedelta

import pytest

from handbill.accounts.audit_page import TOLD
from handbill.accounts.models import AuditEntry
from handbill.base.clock import stand_at
from handbill.followup import call_list
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.people.consents import withdraw_consent
from tests.cast import sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone

LIST = "/people/call-list/"


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone, group):
    return meet(phone, consents=consents(group, "phone", "text"), language="ar")


def on_paper(client, **chosen) -> str:
    answer = client.post(LIST, chosen)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def test_it_has_all_it_takes_to_ring_somebody_and_room_for_what_came_of_it(dee, ada):
    shown = on_paper(sign_in(ada))
    for words in (
        CARD["name"],
        "07700 900123",
        CARD["note"],
        "Speaks Arabic.",
        "1 person to ring",
        "Wants no contact",
        "shred",
    ):
        assert words in shown, words
    assert CARD["email"] not in shown and "Ada, " in shown


def test_who_agreed_to_texts_only_or_took_calls_back_is_not_on_it(dee, phone, group, ada):
    meet(phone, {"name": "Tam Renn", "phone": "07700 900222"}, consents=consents(group, "text"))
    assert "Tam Renn" not in on_paper(sign_in(ada))
    withdraw_consent(dee.consents.get(channel="phone"), by=ada)
    assert "Nobody to ring" in on_paper(sign_in(ada))


@pytest.mark.parametrize("outcome", ["talked", "no_contact"])
def test_who_waits_for_nothing_or_wants_no_contact_is_not_on_it(dee, ada, outcome):
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(), outcome, by=ada)
    assert "Nobody to ring" in on_paper(sign_in(ada))


def test_who_wants_no_contact_and_was_met_again_is_not_on_it(dee, phone, group, ada):
    client = sign_in(ada)
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(), "no_contact", by=ada)
    client.get("/")
    meet(phone, {"name": "D. Q."}, consents=consents(group, "phone"), at=STALL + timedelta(hours=1))
    assert "Nobody to ring" in on_paper(client), "it is the first page that is opened"


def test_it_is_of_those_who_were_chosen(dee, phone, group, ada):
    meet(phone, {"name": "Tam Renn", "phone": "07700 900222"}, consents=consents(group, "phone"), language="es")
    shown = on_paper(sign_in(ada), language="es")
    assert "Tam Renn" in shown and CARD["name"] not in shown


def test_a_volunteer_has_her_own_people_on_it(dee, outing, group, ben):
    meet(members_phone(outing, ben), {"name": "Bens", "phone": "07700 900333"}, consents=consents(group, "phone"))
    shown = on_paper(sign_in(ben))
    assert "Bens" in shown and CARD["name"] not in shown


def test_it_is_short_and_the_latest_deadline_goes_first(phone, group, ada, monkeypatch):
    monkeypatch.setattr(call_list, "MOST", 2)
    for number in range(3):
        at = STALL + timedelta(minutes=number)
        meet(phone, {"name": f"Person {number}"}, consents=consents(group, "phone"), at=at)
    shown = on_paper(sign_in(ada))
    assert "Person 0" in shown and "Person 1" in shown and "Person 2" not in shown


def test_it_is_noted_and_the_other_organisers_are_told(dee, ada):
    on_paper(sign_in(ada))
    entry = AuditEntry.objects.get(what="call_list")
    assert (entry.by, entry.count, entry.about) == (ada, 1, "") and "call_list" in TOLD


def test_locked_there_is_none_and_the_list_offers_none(dee, ada):
    client = sign_in(ada)
    assert LIST in client.get("/people/?language=ar").content.decode()
    client.post("/lock/")
    assert client.post(LIST).headers["Location"].startswith("/unlock/")
    assert LIST not in client.get("/people/").content.decode()
    assert not AuditEntry.objects.filter(what="call_list").exists()


def test_no_filter_and_no_name_stands_in_its_address(dee, ada):
    assert sign_in(ada).get(LIST).status_code == 405
    with stand_at(STALL + timedelta(days=3)):
        assert "late" in on_paper(sign_in(ada), which="late")
