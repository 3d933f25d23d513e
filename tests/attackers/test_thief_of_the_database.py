"""Somebody carries the database away: file and write-ahead log, job table and message queue with it."""

import hashlib

import pytest

from handbill.followup.actions import NextStep, note_attempt
from handbill.followup.models import FollowUp
from handbill.keys import aead, envelope, index
from handbill.people.models import IndexEntry
from handbill.people.sign_in_work import intake_batch
from tests.cast import keyring_of
from tests.met import CARD, meet
from tests.thief import database_bytes, lies_there

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = (*CARD.values(), "07700900123", "+447700900123", "repairs evening")
AREA = [f"+447700900{number:03d}" for number in range(1000)]  # every number of an area code


def words_on_disk() -> set[str]:
    """The thief searches every byte for what was said at the stall."""
    found = database_bytes()
    assert lies_there("Ferry Square market", found), "the search finds what is not sealed"
    return {word for word in WORDS if lies_there(word, found)}


def numbers_guessed() -> set[str]:
    """The thief makes an entry of every number of the area, with each key he might have, and looks it up."""
    entries = {bytes(tag) for tag in IndexEntry.objects.values_list("tag", flat=True)}
    assert entries, "there are entries to guess"
    keys = (b"", bytes(32), b"handbill")
    made = {number: [index.phone_entry(key, number) for key in keys] for number in AREA}
    for number in AREA:
        made[number] += [hashlib.sha256(f"{label}{number}".encode()).digest()[:16] for label in ("", "p")]
    return {number for number, tags in made.items() if entries.intersection(tags)}


def say_more(dee, ada, phone) -> None:
    phone.text("remark", "Black mould in the hall")
    phone.text("question", "Does dee@quill.example get the paper?")
    assert phone.send()
    note_attempt(
        FollowUp.objects.get(person=dee), "talked", by=ada, next_step=NextStep("invite", "The repairs evening")
    )


def in_clear(key: bytes, message: bytes, context: bytes) -> bytes:
    """The form of a locked value, with nothing locked."""
    return aead.VERSION + bytes(aead.NONCE_BYTES) + message + bytes(16)


def test_reads_no_name_number_address_or_note(dee, ada, phone):
    say_more(dee, ada, phone)
    intake_batch(keyring_of(ada))
    assert words_on_disk() == set()


def test_reads_them_where_nothing_is_locked(outing, ada, phone, monkeypatch):
    monkeypatch.setattr(envelope, "lock", in_clear)
    say_more(meet(phone), ada, phone)
    assert set(CARD.values()) <= words_on_disk()


def test_guesses_no_number_of_a_whole_area(dee, ada):
    intake_batch(keyring_of(ada))
    assert numbers_guessed() == set()


def test_guesses_it_where_the_entry_is_a_plain_hash(dee, ada, monkeypatch):
    monkeypatch.setattr(index, "_entry", lambda key, text: hashlib.sha256(text.encode()).digest()[:16])
    intake_batch(keyring_of(ada))
    assert numbers_guessed() == {"+447700900123"}
