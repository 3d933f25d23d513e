"""The token in the cookie finds the row and opens it; the row alone does neither."""

import hashlib

import pytest

from handbill.keys.errors import CannotOpen
from handbill.keys.session import fetch, keep, new_token, row_id

SECRET = bytes(range(32))


def test_the_cookies_token_opens_its_row():
    token = new_token()
    assert len(token) == 32 and fetch(token, keep(token, SECRET)) == SECRET


def test_the_row_is_found_by_a_hash_and_never_by_the_token():
    token = new_token()
    assert row_id(token) == hashlib.sha256(b"row" + token).digest()
    assert token not in row_id(token) + keep(token, SECRET)


def test_what_lies_on_disk_does_not_open_itself():
    token = new_token()
    kept = keep(token, SECRET)
    assert len(kept) == 72
    for guess in (row_id(token), kept[:32], bytes(32), new_token()):
        with pytest.raises(CannotOpen):
            fetch(guess, kept)


def test_every_changed_byte_is_noticed():
    token = new_token()
    kept = keep(token, SECRET)
    for place in range(len(kept)):
        with pytest.raises(CannotOpen):
            fetch(token, kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])


@pytest.mark.parametrize("kept", [b"", b"x", b"x" * 39, b"x" * 40])
def test_a_row_without_a_secret_opens_nothing(kept):
    with pytest.raises(CannotOpen):
        fetch(new_token(), kept)


@pytest.mark.parametrize("token", [b"", b"short", b"x" * 33])
def test_a_token_has_32_bytes(token):
    for work in (lambda: keep(token, SECRET), lambda: fetch(token, bytes(72))):
        with pytest.raises((ValueError, CannotOpen)):
            work()
