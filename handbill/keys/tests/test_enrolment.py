"""An enrolled phone: phone, server and PIN together open; no two of phone-and-PIN, server-and-PIN do."""

import dataclasses

import pytest

from handbill.keys.enrolment import enrol, is_weak_pin, open_enrolled
from handbill.keys.errors import WrongPassword

SECRET, PIN = bytes(range(32)), "730519"


def test_phone_server_and_pin_together_open_the_secret():
    made = enrol(SECRET, PIN)
    assert open_enrolled(made.server, made.phone_share, PIN) == SECRET


def test_a_wrong_pin_opens_nothing():
    made = enrol(SECRET, PIN)
    for wrong in ("730518", "", "730519 ", "７３０５１９"):
        with pytest.raises(WrongPassword):
            open_enrolled(made.server, made.phone_share, wrong)


def test_the_phone_opens_nothing_once_the_server_destroyed_its_share():
    made = enrol(SECRET, PIN)
    with pytest.raises(WrongPassword):
        open_enrolled(dataclasses.replace(made.server, share=bytes(32)), made.phone_share, PIN)


def test_the_servers_disk_cannot_even_tell_the_right_pin():
    made, again = enrol(SECRET, PIN), enrol(SECRET, PIN)
    assert made.server.check != again.server.check
    for share in (bytes(32), again.phone_share, made.server.share, b""):
        with pytest.raises(WrongPassword):
            open_enrolled(made.server, share, PIN)


def test_the_shares_of_two_phones_do_not_mix():
    one, two = enrol(SECRET, PIN), enrol(SECRET, PIN)
    mixed = dataclasses.replace(one.server, share=two.server.share)
    with pytest.raises(WrongPassword):
        open_enrolled(mixed, one.phone_share, PIN)


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567",
        "12a456",
        "١٢٣٤٥٦",
        "111111",
        "121212",
        "123123",
        "123456",
        "654321",
        "890123",
        "198404",
        "202611",
    ],
)
def test_pins_that_are_tried_first_are_refused(pin):
    assert is_weak_pin(pin)
    with pytest.raises(ValueError, match="six digits"):
        enrol(SECRET, pin)


def test_most_pins_are_free_to_choose():
    assert sum(is_weak_pin(f"{n:06}") for n in range(0, 1_000_000, 97)) < 1_000_000 / 97 * 0.03


def test_no_share_shows_when_an_enrolment_is_printed():
    made = enrol(SECRET, PIN)
    assert "phone_share" not in repr(made) and "share=" not in repr(made)
