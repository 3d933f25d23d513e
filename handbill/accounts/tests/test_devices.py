"""What a member comes in with is listed in plain words, and ended means ended."""

import re
from datetime import timedelta

import pytest

from handbill.accounts.browsers import kind_of, words_of
from handbill.accounts.enrolling import COOKIE
from handbill.accounts.models import AuditEntry, EnrolledPhone, Session
from handbill.accounts.sessions import row_of
from handbill.base import clock
from handbill.plan.models import Joining
from tests.cast import NOON, PASSWORD, at_this_machine, sign_in
from tests.met import STALL, members_phone, stall_phone
from tests.phone import SCHEME

pytestmark = pytest.mark.django_db
PIN = "473926"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1"


@pytest.fixture(autouse=True)
def at_the_stall():
    with clock.stand_at(STALL):
        yield


def come_in(member, browser: str):
    client = at_this_machine()
    typed = {"login": member.login, "password": PASSWORD}
    client.post("/sign-in/", typed, headers={"User-Agent": browser}, REMOTE_ADDR="192.0.2.77")
    return client


def row(client) -> str:
    return row_of(client.cookies["handbill"].value)


def is_in(client) -> bool:
    return client.get("/me/").status_code == 200


def with_pin(member):
    """A phone of hers that opens with six digits, signed out."""
    client = come_in(member, SAFARI)
    client.post("/me/phone/", {"pin": PIN, "password": PASSWORD}, headers={"User-Agent": SAFARI})
    client.post("/sign-out/")
    return client


@pytest.mark.parametrize(
    "said, words",
    [
        (FIREFOX, "Firefox on a Linux computer"),
        (SAFARI, "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on a Windows computer"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/142.0 Mobile Safari/537.36", "Chrome on an Android phone or tablet"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_plain_words(said, words):
    assert words_of(kind_of(said)) == words


def test_ones_page_lists_where_one_is_signed_in_and_marks_this_one(ada):
    with clock.stand_at(NOON):
        come_in(ada, FIREFOX)
    with clock.stand_at(NOON):
        here = come_in(ada, SAFARI)
        page = here.get("/me/").text
    assert "Firefox on a Linux computer" in page
    assert page.index("Safari on an iPhone") < page.index("this one") < page.index("Firefox on a Linux")
    assert "Signed in" in page and "Last used" in page


def test_no_network_address_and_no_version_is_kept(ada, stolen):
    come_in(ada, FIREFOX)
    rows = stolen()
    assert b"firefox linux" in rows, "the search finds what is there"
    assert b"192.0.2.77" not in rows and b"145.0" not in rows and b"x86_64" not in rows


def test_the_kind_of_browser_outlives_a_lock_and_an_unlock(ada):
    client = come_in(ada, FIREFOX)
    client.post("/lock/")
    client.post("/unlock/", {"password": PASSWORD})
    assert Session.objects.get(member=ada).browser == "firefox linux"


def test_when_it_was_used_last_is_noted_locked_or_not(ada):
    with clock.stand_at(NOON):
        client = sign_in(ada)
        client.post("/lock/")
    later = NOON + timedelta(minutes=45)
    with clock.stand_at(later):
        client.get("/me/")
    assert Session.objects.get(member=ada).used_at == later


class TestEndedByHerself:
    def test_another_session_is_signed_out_and_this_one_stays(self, ada):
        there, here = sign_in(ada), sign_in(ada)
        assert here.post(f"/me/sessions/{row(there)}/ending/").status_code == 302
        assert there.get("/me/")["Location"].startswith("/sign-in/")
        assert is_in(here)

    def test_a_pin_opens_nothing_any_more(self, ada):
        phone, here = with_pin(ada), sign_in(ada)
        assert "opens with a PIN" in here.get("/me/").text
        here.post(f"/me/pins/{EnrolledPhone.objects.get().id}/ending/")
        assert phone.cookies[COOKIE].value
        phone.post("/pin/", {"pin": PIN})
        assert not is_in(phone)

    def test_a_phone_at_an_outing_is_answered_401(self, ada, outing, client):
        phone, here = members_phone(outing, ada), sign_in(ada)
        assert asks(client, phone) == 200
        here.post(f"/joinings/{joining_id(here)}/ending/")
        assert asks(client, phone) == 401

    def test_everything_but_this_one(self, ada, outing, client):
        phone, with_digits = members_phone(outing, ada), with_pin(ada)
        there, here = sign_in(ada), sign_in(ada)
        assert here.post("/me/devices/ending/").status_code == 302
        assert is_in(here) and not is_in(there)
        with_digits.post("/pin/", {"pin": PIN})
        assert not is_in(with_digits)
        assert asks(client, phone) == 401

    def test_nobody_ends_anothers(self, ada, ben):
        phone, hers, his = with_pin(ada), sign_in(ada), sign_in(ben)
        pin = EnrolledPhone.objects.get().id
        assert his.post(f"/me/sessions/{row(hers)}/ending/").status_code == 404
        assert his.post(f"/me/pins/{pin}/ending/").status_code == 404
        assert his.post(f"/set-up/members/{ada.id}/sessions/{row(hers)}/ending/").status_code == 403
        assert his.post(f"/set-up/members/{ada.id}/devices/ending/").status_code == 403
        phone.post("/pin/", {"pin": PIN})
        assert is_in(hers) and is_in(phone)


class TestEndedByAnOrganiser:
    def test_one_by_one(self, ada, ben, outing, client):
        desk, his, phone, with_digits = sign_in(ada), sign_in(ben), members_phone(outing, ben), with_pin(ben)
        page = desk.get(f"/set-up/members/{ben.id}/").text
        assert "opens with a PIN" in page and "The phone app at Ferry Square market" in page
        assert desk.post(f"/set-up/members/{ben.id}/sessions/{row(his)}/ending/").status_code == 302
        assert not is_in(his)
        desk.post(f"/set-up/members/{ben.id}/pins/{EnrolledPhone.objects.get().id}/ending/")
        with_digits.post("/pin/", {"pin": PIN})
        assert not is_in(with_digits)
        desk.post(f"/joinings/{joining_id(desk, f'/set-up/members/{ben.id}/')}/ending/")
        assert asks(client, phone) == 401
        assert is_in(desk)

    def test_all_at_once(self, ada, ben, outing, client):
        desk, his, phone, with_digits = sign_in(ada), sign_in(ben), members_phone(outing, ben), with_pin(ben)
        assert desk.post(f"/set-up/members/{ben.id}/devices/ending/").status_code == 302
        with_digits.post("/pin/", {"pin": PIN})
        assert (is_in(his), is_in(with_digits), asks(client, phone)) == (False, False, 401)
        assert is_in(desk)

    def test_a_helpers_phone_that_joined_by_the_square(self, ada, outing, client):
        phone, desk = stall_phone(outing, ada), sign_in(ada)
        assert asks(client, phone) == 200
        assert desk.post(f"/joinings/{Joining.objects.get().id}/ending/").status_code == 302
        assert asks(client, phone) == 401

    def test_for_another_group_it_does_not_exist(self, ada, cleo):
        hers, stranger = sign_in(ada), sign_in(cleo)
        assert stranger.get(f"/set-up/members/{ada.id}/").status_code == 404
        assert stranger.post(f"/set-up/members/{ada.id}/devices/ending/").status_code == 404
        assert stranger.post(f"/set-up/members/{cleo.id}/sessions/{row(hers)}/ending/").status_code == 404
        assert is_in(hers)

    def test_it_stands_in_the_audit(self, ada, ben):
        his, desk = sign_in(ben), sign_in(ada)
        desk.post(f"/set-up/members/{ben.id}/sessions/{row(his)}/ending/")
        assert AuditEntry.objects.get(what="session_ended").about == str(ben.id)


def asks(client, phone) -> int:
    return client.get("/field/api/1/outing", headers={"Authorization": SCHEME + phone.token}).status_code


def joining_id(client, page="/me/") -> str:
    return re.search(r"/joinings/([\w-]+)/ending/", client.get(page).text)[1]
