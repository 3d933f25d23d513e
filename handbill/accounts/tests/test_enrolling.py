"""A member's own phone: six digits for 30 days, a share on each side, five wrong tries and the way is gone."""

from datetime import timedelta

import pytest

from handbill.accounts.actions import change_password
from handbill.accounts.enrolling import COOKIE
from handbill.accounts.models import EnrolledPhone
from handbill.base import clock
from tests.cast import PASSWORD, at_this_machine, sign_in

pytestmark = pytest.mark.django_db
PIN = "473926"


@pytest.fixture
def phone(ada):
    """Ada's phone, enrolled, signed out again."""
    client = sign_in(ada)
    answer = client.post("/me/phone/", {"pin": PIN, "password": PASSWORD})
    assert answer.status_code == 302
    client.post("/sign-out/")
    return client


def is_open(client) -> bool:
    return b"/unlock/" not in client.get("/").content and client.get("/me/").status_code == 200


def test_the_pin_opens_the_desk_on_that_phone(phone):
    assert phone.get("/me/").status_code == 302
    assert phone.post("/pin/", {"pin": PIN}).status_code == 302
    assert is_open(phone)


def test_the_pin_unlocks_a_locked_session(phone):
    phone.post("/pin/", {"pin": PIN})
    phone.post("/lock/")
    assert b"/unlock/" in phone.get("/").content
    phone.post("/pin/", {"pin": PIN})
    assert is_open(phone)


def test_another_phone_with_the_same_pin_opens_nothing(phone):
    other = at_this_machine()
    assert other.post("/pin/", {"pin": PIN}).status_code == 302
    assert other.get("/me/").status_code == 302


def test_five_wrong_tries_destroy_the_way(phone):
    answers = [phone.post("/pin/", {"pin": "111112"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert not EnrolledPhone.objects.exists()
    phone.post("/pin/", {"pin": PIN})
    assert phone.get("/me/").status_code == 302


def test_a_right_pin_gives_all_tries_back(phone):
    for _ in range(4):
        phone.post("/pin/", {"pin": "111112"})
    phone.post("/pin/", {"pin": PIN})
    assert EnrolledPhone.objects.get().wrong_tries == 0


def test_after_thirty_days_only_the_password_opens(phone):
    with clock.stand_at(clock.now() + timedelta(days=31)):
        phone.post("/pin/", {"pin": PIN})
        assert phone.get("/me/").status_code == 302


@pytest.mark.parametrize("weak", ["123456", "000000", "121212", "198807", "12345", "abcdef"])
def test_a_pin_that_is_guessed_first_is_refused(ada, weak):
    client = sign_in(ada)
    assert client.post("/me/phone/", {"pin": weak, "password": PASSWORD}).status_code == 422
    assert not EnrolledPhone.objects.exists()


def test_enrolling_takes_the_password(ada):
    client = sign_in(ada)
    assert client.post("/me/phone/", {"pin": PIN, "password": "not the password at all"}).status_code == 422
    assert not EnrolledPhone.objects.exists()


def test_another_password_ends_every_pin(phone, ada):
    change_password(ada, PASSWORD, "orchard kettle violin pebble")
    phone.post("/pin/", {"pin": PIN})
    assert phone.get("/me/").status_code == 302


def test_the_server_keeps_neither_pin_nor_the_phones_share(phone):
    row = EnrolledPhone.objects.get()
    stored = bytes(row.share) + bytes(row.pin_check) + bytes(row.wrap)
    assert PIN.encode() not in stored
    assert phone.cookies[COOKIE].value.partition(".")[2].encode() not in stored
    assert phone.cookies[COOKIE]["httponly"]
