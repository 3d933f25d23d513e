"""Secrets handed on: to an organiser, to the recovery key, into the next epoch."""

import uuid

import pytest

from handbill.keys import envelope
from handbill.keys.errors import CannotOpen
from handbill.keys.pairs import (
    SEALED_SECRET_BYTES,
    Reader,
    group_keys,
    new_no_contact_key,
    new_pair,
    next_epoch,
    open_secret,
    pair_of,
    seal_secret,
    unbox,
)

KEY_ID, OTHER_ID = uuid.UUID(int=7), uuid.UUID(int=8)
ADA, BEN = pair_of(b"a" * 32), pair_of(b"b" * 32)
SECRET = bytes(range(32))


def test_the_public_half_is_that_of_rfc_7748():
    alice = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    assert pair_of(alice).public.hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"


def test_a_secret_opens_for_the_one_it_was_sealed_to():
    sealed = seal_secret(SECRET, KEY_ID, ADA.public)
    assert len(sealed) == SEALED_SECRET_BYTES == 103
    assert open_secret(sealed, KEY_ID, ADA) == SECRET


def test_a_secret_opens_for_nobody_else():
    with pytest.raises(CannotOpen):
        open_secret(seal_secret(SECRET, KEY_ID, ADA.public), KEY_ID, BEN)


def test_a_secret_does_not_pass_for_that_of_another_key():
    with pytest.raises(CannotOpen):
        open_secret(seal_secret(SECRET, KEY_ID, ADA.public), OTHER_ID, ADA)


def test_a_cards_wrap_and_a_sealed_secret_are_never_taken_for_each_other():
    wrap = envelope.wrap_key(SECRET, KEY_ID, Reader(OTHER_ID, ADA.public)).box
    with pytest.raises(CannotOpen):
        open_secret(wrap, KEY_ID, ADA)
    with pytest.raises(CannotOpen):
        envelope.unwrap_key(seal_secret(SECRET, KEY_ID, ADA.public), KEY_ID, ADA)


def test_every_changed_byte_of_a_sealed_secret_is_noticed():
    sealed = seal_secret(SECRET, KEY_ID, ADA.public)
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(CannotOpen):
            open_secret(changed, KEY_ID, ADA)


@pytest.mark.parametrize("box", [b"", b"x", b"x" * 47, b"x" * 48, b"x" * 103])
def test_rubbish_is_no_box(box):
    with pytest.raises(CannotOpen):
        unbox(box, ADA)


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 33])
def test_a_secret_has_32_bytes(secret):
    for work in (lambda: pair_of(secret), lambda: seal_secret(secret, KEY_ID, ADA.public), lambda: group_keys(secret)):
        with pytest.raises(ValueError, match="32 bytes"):
            work()


def test_the_keys_of_an_epoch_differ_from_each_other_and_from_its_secret():
    keys = group_keys(SECRET)
    assert len({keys.card, keys.index, SECRET, ADA.public}) == 4
    assert group_keys(SECRET) == keys != group_keys(ADA.secret)


def test_derived_keys_never_change_from_one_release_to_the_next():
    keys = group_keys(SECRET)
    assert keys.card.hex() == "4582b4d1a0524f891d9251ac7f0e5863afff23732d7066a21d95002559a671d7"
    assert keys.index.hex() == "a05bf041c8b84afe4edc1ea7445837eadaf224ef7e6c8b706e53e2d81c7ae68e"


def test_the_next_epoch_opens_the_last_and_the_last_opens_nothing_of_the_next():
    old = new_pair()
    epoch = next_epoch(old.secret, KEY_ID)
    assert open_secret(epoch.carried, KEY_ID, epoch.pair) == old.secret
    assert group_keys(epoch.pair.secret).index != group_keys(old.secret).index
    with pytest.raises(CannotOpen):
        open_secret(epoch.carried, KEY_ID, old)


def test_three_epochs_on_the_first_still_opens_step_by_step():
    first = new_pair()
    second = next_epoch(first.secret, KEY_ID)
    third = next_epoch(second.pair.secret, OTHER_ID)
    again = open_secret(second.carried, KEY_ID, pair_of(open_secret(third.carried, OTHER_ID, third.pair)))
    assert again == first.secret


def test_wants_no_contact_is_carried_unchanged_through_epochs():
    key, first = new_no_contact_key(), new_pair()
    second = next_epoch(first.secret, KEY_ID).pair
    in_first = seal_secret(key, OTHER_ID, first.public)
    in_second = seal_secret(open_secret(in_first, OTHER_ID, first), OTHER_ID, second.public)
    assert open_secret(in_second, OTHER_ID, second) == key


def test_no_secret_shows_when_a_pair_is_printed():
    for shown in (repr(ADA), repr(group_keys(SECRET)), repr(next_epoch(SECRET, KEY_ID).pair)):
        assert "secret" not in shown and "card=" not in shown and repr(SECRET)[2:-1] not in shown
