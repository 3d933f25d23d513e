"""What a thief of the disk finds: nothing that opens; and after an erasure not even what was sealed."""

import json
from datetime import timedelta

import pytest
from django.conf import settings

from handbill.accounts.models import AuditEntry
from handbill.base.clock import now, stand_at
from handbill.base.ids import new_id
from handbill.base.instance import BACKED_UP_FILE, ERASED_FILE
from handbill.facts.models import Fact, SetAside
from handbill.facts.totals import totals_of
from handbill.followup.actions import NextStep, note_attempt
from handbill.followup.models import FollowUp
from handbill.people import herself
from handbill.people.actions import erase_again, erase_person
from handbill.people.erasing import erasure_of
from handbill.people.links import link_to_self
from handbill.people.models import (
    Asked,
    CameWith,
    Card,
    CardWrap,
    Consent,
    IndexEntry,
    Notice,
    Person,
    SelfLink,
    Tagged,
    Tombstone,
)
from handbill.people.sign_in_work import intake_batch
from handbill.people.sorting import make_tag, put_tags
from tests.cast import at_this_machine, keyring_of, sign_in
from tests.met import CARD, STALL, consents, meet, members_phone, stall_phone
from tests.thief import database_bytes, lies_there

NEXT = "Comes to the repairs evening"
on_disk = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone, group):
    talk = phone.note("conversation", ask="given")
    phone.note("handout", copies=3, for_friend=2, way="hand", conversation=talk["id"])
    return meet(phone, conversation=talk["id"], consents=consents(group, "phone", "text"))


@on_disk
def test_after_intake_openings_and_a_next_step_no_word_of_a_card_is_on_disk(dee, ada):
    client = sign_in(ada)
    follow_up = FollowUp.objects.get()
    for address in ("/", "/people/", f"/people/{dee.id}/", f"/follow-ups/{follow_up.id}/outcome/"):
        page = client.get(address)
        assert page.status_code == 200 and CARD["name"] in page.content.decode(), "the page shows what is searched for"
    assert CARD["name"] in client.post("/people/found/", {"words": "mould"}).getvalue().decode()
    client.post(f"/follow-ups/{follow_up.id}/outcome/", {"outcome": "talked", "step": "invite", "text": NEXT})
    assert Card.objects.get().intake is not None, "the first page took the card in"
    found = database_bytes()
    assert lies_there("Ferry Square market", found), "the search finds what is not sealed"
    for word in (*CARD.values(), "07700900123", "+447700900123", "447700900123", NEXT, "repairs evening"):
        assert not lies_there(word, found), word


@on_disk
def test_after_an_erasure_nothing_that_was_sealed_is_on_disk(dee, ada, phone):
    other = meet(phone, {"name": "Stays", "phone": "07700 900555", "email": ""})
    intake_batch(keyring_of(ada))
    note_attempt(FollowUp.objects.get(person=dee), "talked", by=ada, next_step=NextStep("invite", NEXT))
    step_text = bytes(FollowUp.objects.get(person=dee, closed_at=None).step_text)
    card = Card.objects.get(person=dee)
    parts = [bytes(card.ct), bytes(card.intake), json.loads(step_text)["ct"].encode()]
    parts += [bytes(wrap.wrap) for wrap in card.wraps.all()] + [bytes(entry.tag) for entry in card.index_entries.all()]
    before = database_bytes()
    assert all(lies_there(part[2:60], before) for part in parts) and len(parts) >= 6
    erase_person(dee, by=ada, reason="asked")
    after = database_bytes()
    assert not [part for part in parts if lies_there(part[2:60], after)]
    assert lies_there(bytes(Card.objects.get(person=other).ct)[2:60], after), "the neighbour's card is still there"


@on_disk
def test_a_second_version_that_was_refused_goes_too(dee, ada, phone):
    phone.note(
        "contact", person=str(dee.id), sealed=phone.seal("contact", CARD, str(dee.id)), channels=["phone"], consents=[]
    )
    phone.send()
    kept = json.loads(SetAside.objects.get().entry)["body"]["sealed"]["ct"]
    erase_person(dee, by=ada)
    assert not SetAside.objects.exists()
    assert not lies_there(kept[20:80], database_bytes())


def test_card_wraps_index_consents_and_follow_ups_go_the_facts_stay(dee, ada, outing):
    intake_batch(keyring_of(ada))
    facts, before = Fact.objects.count(), totals_of(outing)
    erase_person(dee, by=ada, reason="asked")
    for gone in (Person, Card, CardWrap, IndexEntry, Consent, FollowUp):
        assert not gone.objects.exists(), gone
    assert Fact.objects.count() == facts and totals_of(outing) == before
    assert before["contacts"] == 1 and before["copies"] == 3


def test_a_tombstone_a_line_in_the_audit_and_one_beside_the_backups_stay(dee, ada):
    card_id = dee.id
    erase_person(dee, by=ada, reason="asked")
    tombstone = Tombstone.objects.get()
    assert (tombstone.id, tombstone.erased_at, tombstone.reason) == (card_id, now(), "asked")
    assert AuditEntry.objects.filter(what="card_erased", about=str(card_id), by=ada).count() == 1
    assert str(tombstone.id) in (settings.DATA / ERASED_FILE).read_text()


def test_a_phone_that_offers_it_again_is_told_erased(dee, ada, phone):
    erase_person(dee, by=ada)
    phone.outbox = dict(phone.sent)
    phone.send()
    assert not Person.objects.exists() and not phone.refused


def test_a_restored_backup_erases_again(dee, ada):
    assert erase_again([(str(dee.id), str(dee.group_id))]) == 1
    assert not Card.objects.exists() and Tombstone.objects.get().reason == "restored"


def test_a_card_that_came_and_went_after_the_backup_is_not_taken_from_a_phone_again(dee, group, phone):
    gone = phone.contact({"name": "Dee Quill"})["body"]["person"]
    assert erase_again([(gone, str(group.id)), (str(new_id()), str(new_id()))]) == 0
    phone.send()
    assert not Person.objects.filter(id=gone).exists() and not phone.refused


def test_the_dialog_asks_first_and_begins_on_keeping(dee, ada):
    page = sign_in(ada).get(f"/people/{dee.id}/erasure/").content.decode()
    assert "Keep the card" in page and page.index("autofocus") < page.index("Keep the card")
    assert CARD["name"] not in page and Person.objects.exists()


def test_the_dialog_says_in_numbers_what_goes_and_what_stays(dee, ada):
    note_attempt(FollowUp.objects.get(person=dee), "talked", by=ada, next_step=NextStep("invite", NEXT))
    page = " ".join(sign_in(ada).get(f"/people/{dee.id}/erasure/").content.decode().split())
    goes, stays = (page.split(f"<b>{word}</b>")[1].split("</ul>")[0] for word in ("Goes:", "Stays:"))
    for words in ("the card", "what finds it", "the place on any list", "2 next steps with their words", "2 consents"):
        assert words in goes, words
    for words in ("gave a contact", "1 conversation", "3 copies", "1 try to reach them"):
        assert words in stays, words


def test_what_the_dialog_says_stays_does_stay_and_what_goes_goes(dee, ada, outing):
    note_attempt(FollowUp.objects.get(person=dee), "talked", by=ada, next_step=NextStep("invite", NEXT))
    link_to_self(dee)
    herself.ask_own_card(dee)
    tagged = make_tag("Damp", by=ada)
    put_tags([dee], [tagged])
    before, totals = erasure_of(dee), totals_of(outing)
    talks = Fact.objects.filter(kind="conversation").count(), Fact.objects.filter(kind="attempt").count()
    assert (before.conversations, before.tries, before.copies) == (*talks, totals["copies"])
    erase_person(dee, by=ada)
    assert totals_of(outing) == totals
    assert talks == (Fact.objects.filter(kind="conversation").count(), Fact.objects.filter(kind="attempt").count())
    for gone in (Person, Card, CardWrap, IndexEntry, Consent, FollowUp, SelfLink, Asked, Tagged, CameWith, Notice):
        assert not gone.objects.exists(), gone


class TestBackups:
    """The page says until when the last backup with the sealed card may lie somewhere."""

    def said(self, dee, ada) -> str:
        page = sign_in(ada).get(f"/people/{dee.id}/erasure/").content.decode()
        return " ".join(page.split("Backups:")[1].split("</li>")[0].split())

    @pytest.fixture(autouse=True)
    def own_folder(self, settings, tmp_path):
        settings.DATA = tmp_path

    def backed_up(self, at):
        (settings.DATA / BACKED_UP_FILE).write_text(at.isoformat() + "\n")

    def test_without_any_nothing_is_promised_and_nothing_is_feared(self, dee, ada):
        assert "None holds this card yet." in self.said(dee, ada)

    def test_one_made_before_the_card_came_does_not_hold_it(self, dee, ada):
        self.backed_up(STALL - timedelta(days=1))
        assert "None holds this card yet." in self.said(dee, ada)

    def test_the_day_is_35_days_after_the_last_one(self, dee, ada):
        self.backed_up(STALL + timedelta(hours=4))
        with stand_at(STALL + timedelta(days=3)):
            assert "17 October" in self.said(dee, ada)

    def test_long_after_the_last_one_it_should_be_gone(self, dee, ada):
        self.backed_up(STALL + timedelta(hours=4))
        with stand_at(STALL + timedelta(days=40)):
            assert "should be gone by now" in self.said(dee, ada)


def test_an_organiser_erases(dee, ada):
    answer = sign_in(ada).post(f"/people/{dee.id}/erasure/", {"reason": "twice"})
    assert answer.status_code == 302 and Tombstone.objects.get().reason == "twice"
    assert sign_in(ada).get(f"/people/{dee.id}/").status_code == 404


def test_a_reason_of_ones_own_invention_is_not_kept(dee, ada):
    sign_in(ada).post(f"/people/{dee.id}/erasure/", {"reason": "Dee Quill was rude"})
    assert Tombstone.objects.get().reason == ""


def test_a_volunteer_does_not_erase_her_own(outing, ben):
    bens = meet(members_phone(outing, ben))
    client = sign_in(ben)
    assert client.get(f"/people/{bens.id}/erasure/").status_code == 403
    assert client.post(f"/people/{bens.id}/erasure/").status_code == 403
    assert Person.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_group_finds_nothing_to_erase(dee, cleo, method):
    assert getattr(sign_in(cleo), method)(f"/people/{dee.id}/erasure/").status_code == 404
    assert Person.objects.exists()


def test_a_stranger_is_sent_to_the_sign_in(dee):
    assert at_this_machine().post(f"/people/{dee.id}/erasure/").status_code in (302, 403)
    assert Person.objects.exists()
