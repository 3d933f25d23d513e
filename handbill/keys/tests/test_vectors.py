"""The vectors in tests/vectors: what was sealed before, here or by the phone's own code, still opens."""

import json
import uuid
from pathlib import Path

import pytest

from handbill.keys import envelope, index, pairs, passwords, session, words
from handbill.keys.errors import CannotOpen

VECTORS = Path(__file__).resolve().parents[3] / "tests" / "vectors"


def read(name: str):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def open_entry(entry: dict) -> dict:
    return envelope.open_sealed(
        envelope.Sealed.from_wire(entry["sealed"]),
        label=entry["label"],
        id=uuid.UUID(entry["id"]),
        key_id=uuid.UUID(entry["reader_key_id"]),
        pair=pairs.pair_of(bytes.fromhex(entry["reader_secret"])),
    )


@pytest.mark.parametrize("name", ["cards.json", "texts.json"])
def test_what_was_sealed_by_an_earlier_release_still_opens(name):
    entries = read(name)
    assert len(entries) >= 7
    for entry in entries:
        assert open_entry(entry) == entry["plain"], entry["title"]


def test_what_the_phone_sealed_opens_here():
    for entry in read("from_js.json"):
        assert open_entry(entry) == entry["plain"], entry["id"]


def test_every_kind_of_text_is_among_the_vectors():
    assert {entry["label"] for entry in read("cards.json") + read("texts.json")} == envelope.LABELS


def test_a_vector_under_another_label_does_not_open():
    for entry in read("cards.json"):
        with pytest.raises(CannotOpen):
            open_entry(entry | {"label": envelope.NOTE})


def test_words_printed_on_sheets_still_give_their_secret():
    for entry in read("words.json"):
        secret = bytes.fromhex(entry["secret"])
        assert words.to_words(secret) == entry["words"]
        assert words.from_words(" ".join(entry["words"])) == words.from_recovery(entry["recovery"]) == secret
        assert words.recovery_text(secret) == entry["recovery"]


def test_pairs_and_derived_keys_are_what_they_were():
    for entry in read("pairs.json")["pairs"]:
        assert pairs.pair_of(bytes.fromhex(entry["secret"])).public.hex() == entry["public"]
    for entry in read("pairs.json")["group_keys"]:
        keys = pairs.group_keys(bytes.fromhex(entry["secret"]))
        assert (keys.card.hex(), keys.index.hex()) == (entry["card"], entry["index"])


def test_secrets_handed_on_by_an_earlier_release_still_open():
    for entry in read("pairs.json")["sealed_secrets"]:
        reader = pairs.pair_of(bytes.fromhex(entry["reader_secret"]))
        opened = pairs.open_secret(bytes.fromhex(entry["sealed"]), uuid.UUID(entry["key_id"]), reader)
        assert opened.hex() == entry["secret"]


def test_wraps_made_at_intake_by_an_earlier_release_still_open():
    for entry in read("pairs.json")["symmetric"]:
        key, wrap = bytes.fromhex(entry["card_key"]), bytes.fromhex(entry["wrap"])
        assert envelope.open_symmetric(key, wrap, uuid.UUID(entry["id"])).hex() == entry["data_key"]


def test_index_entries_are_found_again():
    for entry in read("pairs.json")["index"]:
        key = bytes.fromhex(entry["key"])
        found = (
            index.phone_entry(key, entry["phone"]) if "phone" in entry else index.address_entry(key, entry["address"])
        )
        assert found.hex() == entry["entry"]


def test_sessions_and_passwords_outlive_a_release():
    for entry in read("pairs.json")["sessions"]:
        token = bytes.fromhex(entry["token"])
        assert session.row_id(token).hex() == entry["row_id"]
        assert session.fetch(token, bytes.fromhex(entry["kept"])).hex() == entry["secret"]
    for entry in read("pairs.json")["passwords"]:
        ladder = passwords.Ladder(bytes.fromhex(entry["salt"]), entry["ops"], entry["mem"])
        wrapped = passwords.Wrapped(ladder, bytes.fromhex(entry["wrap"]))
        assert passwords.unwrap_secret(entry["password"], wrapped).hex() == entry["secret"]
