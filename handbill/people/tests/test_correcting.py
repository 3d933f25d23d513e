"""A card that was wrong: sealed anew for the same readers, found by the new number, the old words gone from the disk."""

import pytest

from handbill.accounts.models import AuditEntry
from handbill.base.errors import Refusal
from handbill.people.correcting import OnTheCard, correct_card
from handbill.people.models import Card, IndexEntry, Person
from handbill.people.opening import data_key_of, open_card, plain_of
from handbill.people.searching import search
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of, sign_in
from tests.met import CARD, meet, members_phone, stall_phone
from tests.thief import database_bytes, lies_there

NEW = {"name": "Dee Quill-Tam", "phone": "07700 900555", "email": "tam@quill.example", "note": "Cellar flat"}


@pytest.fixture
def dee(outing, ada):
    return meet(stall_phone(outing, ada))


@pytest.fixture
def bens(outing, ben):
    return meet(members_phone(outing, ben))


def again(person) -> Person:
    return Person.objects.get(id=person.id)


def found_by(words, member) -> list:
    return [id for handful in search(member, words, keyring_of(member)) for id, _card in handful]


@pytest.mark.parametrize("is_taken_in", [True, False])
def test_an_organiser_corrects_before_and_after_the_intake(dee, ada, is_taken_in):
    if is_taken_in:
        intake_batch(keyring_of(ada))
    answer = sign_in(ada).post(f"/people/{dee.id}/correction/", NEW)
    assert answer.status_code == 302
    card = open_card(again(dee), keyring_of(ada))
    assert (card.name, card.phone, card.note) == (NEW["name"], NEW["phone"], NEW["note"])
    intake_batch(keyring_of(ada))
    assert found_by("+447700900555", ada) == [dee.id] and found_by(CARD["phone"], ada) == []
    assert IndexEntry.objects.filter(card=dee.id).count() == 2


def test_a_volunteer_corrects_her_own_and_the_next_organiser_takes_it_in(bens, ada, ben):
    intake_batch(keyring_of(ada))
    assert sign_in(ben).post(f"/people/{bens.id}/correction/", NEW).status_code == 302
    assert open_card(again(bens), keyring_of(ada)).name == NEW["name"]
    intake_batch(keyring_of(ada))
    assert found_by(NEW["phone"], ada) == [bens.id]
    assert open_card(again(bens), keyring_of(ben)).name == NEW["name"]


def test_what_else_was_sealed_stays(dee, ada):
    def plain():
        card = Card.objects.prefetch_related("wraps").get(person=dee.id)
        return plain_of(card, data_key_of(card, keyring_of(ada)))

    before = plain()
    correct_card(dee, OnTheCard(**NEW), keyring=keyring_of(ada))
    kept = set(before) - {"name", "phone", "email", "other", "note", "language"}
    assert kept and {name: plain()[name] for name in kept} == {name: before[name] for name in kept}


def test_it_is_noted_without_a_word_of_the_card_and_only_when_something_changed(dee, ada):
    card = open_card(dee, keyring_of(ada))
    same = OnTheCard(card.name, card.phone, card.email, card.other, card.note, card.language)
    correct_card(dee, OnTheCard(**NEW), keyring=keyring_of(ada))
    assert not correct_card(again(dee), OnTheCard(**NEW), keyring=keyring_of(ada))
    (line,) = AuditEntry.objects.filter(what="card_corrected")
    assert (line.by, line.about) == (ada, str(dee.id)) and same.name == CARD["name"]
    assert "corrected a card" in sign_in(ada).get("/set-up/audit/").content.decode()


def test_nobody_corrects_what_she_cannot_open(dee, ada, ben, cleo):
    assert sign_in(ben).get(f"/people/{dee.id}/correction/").status_code == 404
    with pytest.raises(Refusal):
        correct_card(dee, OnTheCard(**NEW), keyring=keyring_of(ben))
    assert sign_in(cleo).post(f"/people/{dee.id}/correction/", NEW).status_code == 404
    assert open_card(again(dee), keyring_of(ada)).name == CARD["name"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({**NEW, "email": "no address"}, "one @ and no spaces"),
        ({"name": "Dee"}, "Nothing is left to reach them by"),
        ({**NEW, "language": "Spanish!"}, "as its code"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(dee, ada, sent, words):
    answer = sign_in(ada).post(f"/people/{dee.id}/correction/", sent)
    assert answer.status_code == 422 and words in answer.content.decode() and sent["name"] in answer.content.decode()
    assert open_card(again(dee), keyring_of(ada)).name == CARD["name"]


@pytest.mark.django_db(transaction=True)
def test_the_old_card_is_gone_from_the_disk(dee, ada):
    old = bytes(Card.objects.get().ct)
    assert lies_there(old[2:60], database_bytes())
    correct_card(dee, OnTheCard(**NEW), keyring=keyring_of(ada))
    assert not lies_there(old[2:60], database_bytes())
