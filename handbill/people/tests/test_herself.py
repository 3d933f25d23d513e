"""What somebody does by themselves with what the group has on them: take back, erase, ask. No key, no member."""

import pytest

from handbill.accounts.models import AuditEntry
from handbill.accounts.readers import card_reader, texts_reader
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.facts.totals import totals_of
from handbill.keys.envelope import CARD as CARD_LABEL
from handbill.keys.envelope import NOTE, seal
from handbill.people import herself
from handbill.people.models import Asked, Card, Consent, Person, Tombstone
from tests.met import consents, meet, stall_phone
from tests.thief import database_bytes, lies_there

WRONG = "My name is Dee Quill-Tam since May"


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone", "text"))


@pytest.fixture
def other(outing, ada, group):
    return meet(stall_phone(outing, ada), {"phone": "07700 900777"}, consents=consents(group, "phone"))


def lines(what):
    return AuditEntry.objects.filter(what=what, by=None)


def test_one_thing_taken_back_stays_in_the_history(dee):
    calls = dee.consents.get(channel="phone")
    assert herself.withdraw_one(dee, calls.id)
    calls.refresh_from_db()
    assert calls.withdrawn_at is not None and calls.withdrawn_by is None
    assert dee.consents.get(channel="text").withdrawn_at is None
    assert lines("withdrew_themselves").get(about=str(dee.id)).count == 1


def test_twice_is_once(dee):
    calls = dee.consents.get(channel="phone")
    assert herself.withdraw_one(dee, calls.id) and not herself.withdraw_one(dee, calls.id)
    assert lines("withdrew_themselves").count() == 1


def test_nobody_takes_back_what_somebody_else_agreed_to(dee, other):
    assert not herself.withdraw_one(dee, other.consents.get().id)
    assert not Consent.objects.exclude(withdrawn_at=None).exists() and not lines("withdrew_themselves").exists()


def test_all_taken_back_at_once(dee, other):
    assert herself.withdraw_all(dee) == 2 and herself.withdraw_all(dee) == 0
    assert not dee.consents.filter(withdrawn_at=None).exists()
    assert other.consents.get().withdrawn_at is None
    assert lines("withdrew_themselves").get().count == 2


@pytest.mark.django_db(transaction=True)
def test_erased_at_once_nothing_sealed_is_left_and_the_counts_are_as_before(dee, outing):
    card_id, ct, before = dee.id, bytes(Card.objects.get().ct)[2:60], totals_of(outing)
    assert lies_there(ct, database_bytes())
    herself.erase_herself(dee)
    assert not Person.objects.exists() and Tombstone.objects.get().reason == "asked"
    assert not lies_there(ct, database_bytes()) and totals_of(outing) == before
    assert lines("erased_themselves").get().about == str(card_id)


def test_a_correction_opens_for_organisers_only(dee, ada, ben):
    from handbill.people.asked import open_corrections
    from tests.cast import keyring_of

    row = herself.ask_correction(dee, herself.seal_correction(dee, WRONG))
    assert open_corrections([row], keyring_of(ada)) == {row.id: WRONG}
    assert open_corrections([row], keyring_of(ben)) == {row.id: None}
    assert open_corrections([row], None) == {}


@pytest.mark.django_db(transaction=True)
def test_no_word_of_a_correction_is_on_disk(dee):
    herself.ask_correction(dee, herself.seal_correction(dee, WRONG))
    found = database_bytes()
    assert lies_there("Ferry Square market", found) and not lies_there("Quill-Tam", found)


def test_what_is_sealed_to_another_key_is_not_kept(dee, group):
    for sealed in (
        seal({"text": WRONG}, label=NOTE, id=new_id(), readers=[texts_reader(group)]),
        seal(
            {"text": WRONG}, label=CARD_LABEL, id=new_id(), readers=[card_reader(group), texts_reader(group)]
        ).to_wire(),
        {"id": "x"},
        "plain words",
        None,
    ):
        with pytest.raises(Refusal):
            herself.ask_correction(dee, sealed)
    assert not Asked.objects.exists()


def test_the_same_correction_is_not_kept_twice(dee):
    sealed = herself.seal_correction(dee, WRONG)
    herself.ask_correction(dee, sealed)
    with pytest.raises(Refusal):
        herself.ask_correction(dee, sealed.to_wire())
    assert Asked.objects.count() == 1


@pytest.mark.parametrize("words", ["", "  \n "])
def test_nothing_written_is_nothing_asked(dee, words):
    with pytest.raises(Refusal):
        herself.seal_correction(dee, words)


def test_words_as_long_as_they_may_be_are_sealed_or_refused(dee):
    herself.seal_correction(dee, "a" * 5000)
    with pytest.raises(Refusal):
        herself.seal_correction(dee, "\x01" * 5000)


def test_their_card_is_asked_for_once_until_it_is_answered(dee):
    assert herself.ask_own_card(dee) == herself.ask_own_card(dee)
    assert lines("asked_themselves").count() == 1


def test_nobody_fills_the_list_of_organisers(dee):
    for _ in range(herself.MOST_OPEN):
        herself.ask_correction(dee, herself.seal_correction(dee, WRONG))
    with pytest.raises(Refusal):
        herself.ask_correction(dee, herself.seal_correction(dee, WRONG))
    assert Asked.objects.count() == herself.MOST_OPEN


def test_what_was_asked_goes_with_the_card(dee):
    herself.ask_correction(dee, herself.seal_correction(dee, WRONG))
    herself.erase_herself(dee)
    assert not Asked.objects.exists()
