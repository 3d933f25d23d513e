"""Six digits on a member's own phone, and two who want in: one has the phone, one has the database.

Each attack is shown twice: refused, and working once the protection is taken away, so that the test can fail.
"""

import pytest

from handbill.accounts import enrolling
from handbill.accounts.models import EnrolledPhone
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.keys import enrolment
from handbill.keys.errors import WrongPassword
from tests.cast import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
PIN = "473926"
# What an attacker tries: the right digits are among them, but not among the first five.
GUESSES = [f"{number:06d}" for number in range(473918, 473932)]


def enrol(member):
    """Her phone, signed out and lost."""
    client = sign_in(member)
    assert client.post("/me/phone/", {"pin": PIN, "password": PASSWORD}).status_code == 302
    client.post("/sign-out/")
    return client


def guess_on(phone) -> bool:
    """Every guess by the page that the phone shows; whether the desk stands open afterwards."""
    for pin in GUESSES:
        if phone.post("/pin/", {"pin": pin}).status_code == 302 and phone.get("/me/").status_code == 200:
            return True
    return False


def guess_in_the_database(shares_tried: list[bytes]) -> bytes | None:
    """Every guess against the row, with no server in the way to count."""
    row = EnrolledPhone.objects.get()
    part = enrolment.ServerPart(bytes(row.share), bytes(row.pin_check), bytes(row.wrap))
    for share in [*shares_tried, part.share, part.check]:
        for pin in GUESSES:
            try:
                return enrolment.open_enrolled(part, share, pin)
            except WrongPassword:
                continue
    return None


class TestWhoHasThePhone:
    def test_is_out_after_five_guesses_for_good(self, ada):
        phone = enrol(ada)
        assert not guess_on(phone)
        assert not EnrolledPhone.objects.exists(), "the server's share is destroyed"
        phone.post("/pin/", {"pin": PIN})
        assert phone.get("/me/").status_code != 200, "even the right digits open nothing now"

    def test_gets_in_where_nobody_counts(self, ada, monkeypatch):
        phone = enrol(ada)
        monkeypatch.setattr(enrolling, "_count_wrong", lambda row: 4)
        assert guess_on(phone)

    def test_gains_nothing_by_many_browsers(self, ada):
        """The count is the server's, not the cookie's."""
        phone = enrol(ada)
        for pin in GUESSES[:5]:
            copy = type(phone)(SERVER_NAME="localhost")
            copy.cookies[enrolling.COOKIE] = phone.cookies[enrolling.COOKIE].value
            copy.post("/pin/", {"pin": pin})
        assert not EnrolledPhone.objects.exists()

    def test_has_no_try_with_a_share_of_his_own(self, ada):
        phone = enrol(ada)
        id, _dot, _share = phone.cookies[enrolling.COOKIE].value.partition(".")
        phone.cookies[enrolling.COOKIE] = f"{id}.{'A' * 43}="
        phone.post("/pin/", {"pin": PIN})
        assert phone.get("/me/").status_code != 200


class TestWhoHasTheDatabase:
    def test_cannot_try_any_digits(self, ada):
        enrol(ada)
        assert guess_in_the_database([bytes(32)]) is None

    def test_finds_them_where_the_phone_brings_nothing_of_its_own(self, ada, monkeypatch):
        """The phone's share as something the server could know as well: then a million digits are tried in seconds."""
        keys = iter([bytes(32), b"s" * 32])
        monkeypatch.setattr(enrolment, "new_key", lambda: next(keys))
        enrol(ada)
        assert guess_in_the_database([bytes(32)]) == unwrap_member_secret(ada, PASSWORD)
