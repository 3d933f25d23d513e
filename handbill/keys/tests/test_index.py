"""Entries by which an exact number or address is found again, and by nobody without the key."""

import hashlib
import hmac

import pytest

from handbill.keys.index import ENTRY_BYTES, address_entry, phone_entry

KEY, OTHER = b"k" * 32, b"o" * 32


def test_entries_are_the_documented_keyed_hashes():
    assert phone_entry(KEY, "+441632960123") == hmac.new(KEY, b"p+441632960123", hashlib.sha256).digest()[:16]
    assert address_entry(KEY, "dee@example.org") == hmac.new(KEY, b"mdee@example.org", hashlib.sha256).digest()[:16]
    assert ENTRY_BYTES == 16


def test_a_new_epochs_index_has_nothing_in_common_with_the_last():
    assert phone_entry(KEY, "+441632960123") != phone_entry(OTHER, "+441632960123")


def test_capitals_and_outer_spaces_of_an_address_do_not_matter():
    assert address_entry(KEY, " Dee@Example.ORG ") == address_entry(KEY, "dee@example.org")
    assert address_entry(KEY, "Ren\u00c9@example.org") == address_entry(KEY, "rene\u0301@example.org")


@pytest.mark.parametrize(
    "number", ["", "01632 960123", "+44 1632 960123", "+0441632", "441632960123", "+441632960123\n", "+٤٤١٦٣٢"]
)
def test_a_number_not_in_e164_is_refused_rather_than_never_found(number):
    with pytest.raises(ValueError, match="E.164"):
        phone_entry(KEY, number)


def test_a_number_never_meets_an_address():
    assert phone_entry(KEY, "+441632960123") != address_entry(KEY, "+441632960123")
