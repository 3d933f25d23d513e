"""'Wants no contact' closes every door, one tap notes how it went, and nobody is rung at night."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.base.errors import Refusal
from handbill.facts.models import Fact
from handbill.followup.actions import NextStep, agree_next_step
from handbill.followup.models import FollowUp
from handbill.followup.sharing import new_people_of
from handbill.mail.actions import draft_mailing
from handbill.mail.choosing import audience_of
from handbill.people import herself
from handbill.people.models import Person
from tests.cast import sign_in
from tests.met import STALL, consents, meet, members_phone, stall_phone

OUTCOMES = ("talked", "no_answer", "left_message", "wrong_number", "no_contact")


@pytest.fixture
def dee(outing, ada, group):
    agreed = consents(group, "phone", "text", "email") + consents(group, "email", purpose="news")
    return meet(stall_phone(outing, ada), consents=agreed)


def page(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def left(dee, ada):
    """Ada after she has noted, by one tap on Today, that Dee wants no contact."""
    client = sign_in(ada)
    due = FollowUp.objects.get()
    assert client.post(f"/follow-ups/{due.id}/outcome/", {"outcome": "no_contact"}).status_code == 302
    return client


@pytest.mark.parametrize("choice", ["which=waiting", "which=late", "which=paper", "quiet=30", "quiet=90"])
def test_they_stand_in_no_list_that_somebody_works_through(left, dee, choice):
    with stand_at(STALL + timedelta(days=200)):
        client = sign_in(dee.group.members.get(name="Ada"))
        assert str(dee.id) not in page(client, f"/people/?{choice}")


@pytest.mark.parametrize("channel", ["phone", "text", "email"])
def test_they_are_on_no_call_sheet_by_any_way(left, dee, channel):
    assert str(dee.id) not in page(left, f"/people/?agreed={channel}")


def test_nothing_is_due_on_today_for_anybody(left, dee):
    for address in ("/", "/?whose=everyone"):
        assert f"/people/{dee.id}/" not in page(left, address)


def test_no_mail_goes_to_them(dee, ada):
    letter = draft_mailing("letter", by=ada)
    assert audience_of(letter).people == 1
    client = sign_in(ada)
    client.post(f"/follow-ups/{FollowUp.objects.get().id}/outcome/", {"outcome": "no_contact"})
    assert audience_of(letter).people == 0


def test_their_page_offers_no_way_and_no_next_step(left, dee, ada):
    shown = page(left, f"/people/{dee.id}/")
    for way in (
        "tel:",
        "sms:",
        "mailto:",
        "whatsapp:",
        "Agree what is next",
        "Offer them",
        "They agree to something more",
    ):
        assert way not in shown, way
    with pytest.raises(Refusal):
        agree_next_step(Person.objects.get(), NextStep("invite", ""), by=ada)


def test_they_are_shared_out_to_nobody(left, dee, outing, ada):
    assert dee not in new_people_of(outing, ada)


def test_asking_for_their_own_card_does_not_open_a_door(left, dee):
    herself.ask_own_card(Person.objects.get())
    assert not FollowUp.objects.open().exists()


def test_met_again_on_a_volunteers_phone_nobody_gets_back_to_them(left, dee, outing, ada, ben):
    again = meet(members_phone(outing, ben), {"name": "D. Quill", "email": ""}, at=STALL + timedelta(minutes=40))
    with stand_at(STALL + timedelta(hours=1)):
        sign_in(ada).get("/")
        assert Person.objects.get(id=again.id).wants_no_contact_at is not None
        assert f"/people/{again.id}/" not in page(sign_in(ben), "/")
    assert not FollowUp.objects.open().exists() and not again.consents.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_one_tap_without_a_script_notes_how_it_went(dee, ada, outcome):
    client = sign_in(ada)
    row = page(client, "/").split(f'id="f{FollowUp.objects.get().id}"')[1].split("</article>")[0]
    assert [row.count(f'name="outcome" value="{code}"') for code in OUTCOMES] == [1] * 5
    assert "<select" not in row and 'type="radio"' not in row, "each is a button of its own"
    assert client.post(f"/follow-ups/{FollowUp.objects.get().id}/outcome/", {"outcome": outcome}).status_code == 302
    assert f'"outcome":"{outcome}"' in Fact.objects.get(kind="attempt").body.replace(" ", "")


@pytest.mark.parametrize("hours, is_said", [(0, False), (4, False), (7, True), (15, True), (17, False)])
def test_at_night_today_says_write_rather_than_ring(dee, ada, hours, is_said):
    with stand_at(STALL + timedelta(hours=hours)):
        assert ("write rather than ring" in page(sign_in(ada), "/")) is is_said
