"""'Wants no contact' closes every door, one tap notes how it went, and nobody is rung at night."""

from datetime import timedelta

import pytest

from handbill.accounts.models import Wording
from handbill.base.clock import now, stand_at
from handbill.base.errors import Refusal
from handbill.facts.models import Fact
from handbill.followup.actions import NextStep, agree_next_step, note_attempt, offer
from handbill.followup.gone_up import gone_up_to
from handbill.followup.models import FollowUp, Offer
from handbill.followup.queries import counts_for
from handbill.followup.sharing import new_people_of
from handbill.mail import reminders
from handbill.mail.actions import choose_rhythm, draft_mailing
from handbill.mail.choosing import audience_of, choose, still_agreed
from handbill.mail.models import MailAccount
from handbill.mail.reminders import remind
from handbill.people import herself
from handbill.people.actions import erase_person
from handbill.people.consents import note_consent
from handbill.people.merging.actions import merge
from handbill.people.merging.choices import Chosen
from handbill.people.models import Person
from handbill.people.sign_in_work import intake_batch
from handbill.sheets.actions import SignUp, print_sheets, type_sign_ups
from tests.cast import keyring_of, sign_in
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


def news_and_texts(group) -> list[dict]:
    return [*consents(group, "email", purpose="news"), *consents(group, "text", purpose="texts")]


@pytest.mark.parametrize("kind, purpose", [("letter", "news"), ("texts", "texts")])
def test_no_order_to_send_something_reaches_them_by_mail_or_text(dee, ada, group, kind, purpose):
    words = Wording.objects.get(group=group, purpose="texts")
    note_consent(dee, words, by=ada)
    mailing = draft_mailing(kind, by=ada, purpose=purpose)
    assert [one.person for one in choose(mailing, keyring_of(ada))] == [dee.id]
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(), "no_contact", by=ada)
    assert choose(mailing, keyring_of(ada)) == [] and still_agreed(mailing, [dee.id]) == set()


def test_nobody_is_reminded_of_them(dee, ada, monkeypatch):
    reminded = []
    monkeypatch.setattr(reminders, "send", lambda *said, **_more: reminded.append(said))
    choose_rhythm(ada, "daily", "ada@union.example")
    MailAccount.objects.create(group=ada.group, host="127.0.0.1", port=25, sender="desk@union.example", changed_by=ada)
    with stand_at(STALL + timedelta(days=3)):
        remind(f"{ada.id} 2026-09-15")
        assert len(reminded) == 1, "she is late"
        note_attempt(FollowUp.objects.select_related("person__met_outing").get(), "no_contact", by=ada)
        remind(f"{ada.id} 2026-09-15")
        assert len(reminded) == 1


def test_whoever_was_asked_to_get_back_to_them_is_asked_no_more(dee, ada, ben):
    offer(dee, ben, by=ada, keyring=keyring_of(ada))
    assert 'id="offered"' in page(sign_in(ben), "/")
    note_attempt(FollowUp.objects.select_related("person__met_outing").get(), "no_contact", by=ada)
    assert not Offer.objects.open().exists() and 'id="offered"' not in page(sign_in(ben), "/")


def test_being_late_does_not_take_them_up_to_the_lead(left, dee, ada):
    with stand_at(STALL + timedelta(days=9)):
        assert not gone_up_to(ada, keyring_of(ada)) and counts_for(ada, now()).everyones == 0


@pytest.mark.parametrize("is_kept", [True, False])
def test_putting_their_card_together_with_another_one_opens_no_door(left, dee, outing, ada, group, is_kept):
    """Another number, so that nothing knows her again: whoever looks for cards entered twice does."""
    card = {"phone": "07700 900321", "email": "quill@quill.example"}
    again = meet(stall_phone(outing, ada), card, consents=consents(group, "phone", "email") + news_and_texts(group)[:1])
    keyring = keyring_of(ada)
    intake_batch(keyring)
    assert FollowUp.objects.open().filter(person=again).exists(), "nobody could know"
    pair = (dee, again) if is_kept else (again, dee)
    merge(*(Person.objects.get(id=one.id) for one in pair), Chosen(phone="both", email="second"), keyring=keyring)
    kept = Person.objects.get()
    assert kept.wants_no_contact_at and not FollowUp.objects.open().exists()
    assert not kept.consents.filter(withdrawn_at=None).exists()
    assert choose(draft_mailing("letter", by=ada), keyring) == []
    third = meet(stall_phone(outing, ada), {**card, "name": "Q."}, consents=consents(group, "phone"))
    intake_batch(keyring_of(ada))
    assert Person.objects.get(id=third.id).wants_no_contact_at, "by either number from now on"


@pytest.mark.parametrize("is_erased", [False, True])
def test_met_again_after_an_organiser_signed_in_no_mail_goes_out_and_nobody_is_shared_out(
    left, dee, outing, ada, group, is_erased
):
    """She looks at something else than Today first: a card is known again whenever it is opened."""
    keyring = keyring_of(ada)
    intake_batch(keyring)
    if is_erased:
        erase_person(Person.objects.get(), by=ada, keyring=keyring)
    agreed = consents(group, "phone") + consents(group, "email", purpose="news")
    again = meet(
        stall_phone(outing, ada), {"name": "D. Q.", "phone": ""}, consents=agreed, at=STALL + timedelta(hours=1)
    )
    mailing = draft_mailing("letter", by=ada)
    ordered = [one.person for one in choose(mailing, keyring)]
    assert still_agreed(mailing, ordered) == set()
    assert not FollowUp.objects.open().exists() and again not in new_people_of(outing, ada)
    assert "D. Q." not in page(left, f"/outings/{outing.id}/share-out/")


@pytest.mark.parametrize("address", ["/outings/{outing}/share-out/", "/people/{person}/"])
def test_met_again_the_first_page_that_is_opened_offers_no_way(left, dee, outing, ada, address):
    sign_in(ada).get("/")
    again = meet(stall_phone(outing, ada), {"name": "D. Q.", "email": ""}, at=STALL + timedelta(hours=1))
    shown = page(left, address.format(outing=outing.id, person=again.id))
    assert f"/people/{again.id}/owner/" not in shown and f'name="{again.id}"' not in shown
    assert "tel:" not in shown and not FollowUp.objects.open().exists()


def test_on_a_sheet_typed_in_later_they_are_known_again(left, dee, outing, ada):
    (sheet,) = print_sheets(outing, "sign_up", 1, by=ada)
    row = SignUp(1, name="Dee Q.", phone="07700 900123", channels=("phone",), wants_paper=False)
    type_sign_ups(sheet, [row], met_by=ada, met_at=STALL, by=ada)
    sign_in(ada).get("/")
    assert not FollowUp.objects.open().exists()
    assert not Person.objects.filter(wants_no_contact_at=None).exists()


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
