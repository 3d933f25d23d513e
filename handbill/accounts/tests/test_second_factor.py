"""A code from a second device: asked after the right password, lost with the password that is lost."""

import time
from datetime import timedelta

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from handbill.accounts.actions import come_back, invite, use_recovery_sheet
from handbill.base import clock
from handbill.keys.words import from_words
from tests.cast import NOON, PASSWORD, at_this_machine, join, keyring_of, sign_in

pytestmark = pytest.mark.django_db
NEW = "seven drums under marble rain"


def code_of(device, steps=0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


@pytest.fixture
def device(ada):
    return TOTPDevice.objects.create(user=ada, name="phone", confirmed=True)


def after_password(login="ada"):
    client = at_this_machine()
    answer = client.post("/sign-in/?next=/set-up/", {"login": login, "password": PASSWORD})
    return client, answer


def test_without_a_device_nothing_more_is_asked(ada):
    assert after_password()[1]["Location"] == "/set-up/"


def test_the_right_code_goes_on_to_the_page_one_wanted(device):
    client, answer = after_password()
    assert answer["Location"] == "/sign-in/code/"
    assert 'autocomplete="one-time-code"' in client.get("/sign-in/code/").text
    answer = client.post("/sign-in/code/", {"code": code_of(device)})
    assert answer["Location"] == "/set-up/"
    assert client.get("/set-up/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/set-up/", "/me/", "/people/", "/outings/", "/unlock/", "/set-up/sheet/"])
def test_before_the_code_she_is_nobody_anywhere(device, path):
    client, _ = after_password()
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")
    assert answer.wsgi_request.keyring is None


def test_a_wrong_code_is_told_and_slows_down(device):
    client, _ = after_password()
    answer = client.post("/sign-in/code/", {"code": "000000" if code_of(device) != "000000" else "111111"})
    assert answer.status_code == 422 and "That code does not fit" in answer.text
    assert client.post("/sign-in/code/", {"code": code_of(device)}).status_code == 422, "a pause after each wrong one"
    assert client.get("/me/").status_code == 302


def test_a_code_works_once(device):
    code = code_of(device)
    client, _ = after_password()
    client.post("/sign-in/code/", {"code": code})
    again, _ = after_password()
    assert again.post("/sign-in/code/", {"code": code}).status_code == 422


def test_who_waits_too_long_begins_again(device):
    with clock.stand_at(NOON):
        client, _ = after_password()
    with clock.stand_at(NOON + timedelta(minutes=6)):
        assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_nobody_without_a_password_sees_the_page(device, client):
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_somebody_else_does_not_get_in_with_her_code(device, ben):
    TOTPDevice.objects.create(user=ben, name="phone", confirmed=True)
    client, _ = after_password("ben")
    assert client.post("/sign-in/code/", {"code": code_of(device)}).status_code == 422


class TestSettingItUp:
    def test_the_square_and_its_first_code(self, ada):
        client = sign_in(ada)
        page = client.get("/me/second-factor/")
        assert "<svg" in page.text
        waiting = TOTPDevice.objects.get(user=ada)
        assert not waiting.confirmed
        assert client.post("/me/second-factor/", {"code": code_of(waiting)})["Location"] == "/me/"
        assert after_password()[1]["Location"] == "/sign-in/code/"

    def test_an_unconfirmed_square_locks_nobody_out(self, ada):
        sign_in(ada).get("/me/second-factor/")
        assert after_password()[1]["Location"] == "/set-up/"

    def test_a_wrong_first_code_keeps_the_square_that_was_scanned(self, ada):
        client = sign_in(ada)
        client.get("/me/second-factor/")
        waiting = TOTPDevice.objects.get(user=ada)
        wrong = "000000" if code_of(waiting) != "000000" else "111111"
        answer = client.post("/me/second-factor/", {"code": wrong})
        assert answer.status_code == 422 and "still counts" in answer.text
        assert TOTPDevice.objects.get(user=ada).key == waiting.key

    def test_a_locked_session_cannot_change_it(self, ada, device):
        client, _ = after_password()
        client.post("/sign-in/code/", {"code": code_of(device)})
        client.post("/lock/")
        assert client.get("/me/second-factor/")["Location"].startswith("/unlock/")

    def test_set_up_says_which_organisers_have_none(self, ada):
        client = sign_in(ada)
        assert "no second factor" in client.get("/set-up/").text
        TOTPDevice.objects.create(user=ada, name="phone", confirmed=True)
        assert "no second factor" not in client.get("/set-up/").text


class TestLost:
    def test_another_organiser_lets_her_back_in_without_it(self, union, ada):
        olu = join(union, "Olu", "organiser")
        TOTPDevice.objects.create(user=olu, name="phone", confirmed=True)
        _, link = invite(role="organiser", by=ada, keyring=keyring_of(ada), lets_back_in=olu)
        come_back(link, password=NEW)
        client = at_this_machine()
        assert client.post("/sign-in/", {"login": "olu", "password": NEW})["Location"] == "/"

    def test_the_recovery_sheet_asks_for_none(self, union, ada, device):
        use_recovery_sheet(from_words(union.recovery_words), login="ada", password=NEW)
        assert at_this_machine().post("/sign-in/", {"login": "ada", "password": NEW})["Location"] == "/"
