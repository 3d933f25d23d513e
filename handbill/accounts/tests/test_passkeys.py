"""A passkey after the password: what fits lets her in, what was copied, replayed, or made elsewhere does not."""

import html
import json
import random
import re
from datetime import timedelta

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from handbill.accounts.actions import come_back, end_member, invite, use_recovery_sheet
from handbill.accounts.models import AuditEntry, Passkey
from handbill.accounts.tests.authenticator import Authenticator, to_text
from handbill.accounts.tests.test_second_factor import NEW, after_password, code_of
from handbill.keys.words import from_words
from tests.cast import at_this_machine, join, keyring_of, sign_in

pytestmark = pytest.mark.django_db


def options_on(page) -> dict:
    return json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page.text)[1]))


def add(client, device: Authenticator, name="keyring", **said):
    options = options_on(client.get("/me/passkeys/"))
    return client.post("/me/passkeys/", {"name": name, "answer": device.make(options, **said)})


def asked(login="ada"):
    """A browser after the right password, and what it is asked to sign."""
    client, answer = after_password(login)
    assert answer["Location"] == "/sign-in/code/"
    return client, options_on(client.get("/sign-in/code/"))


def shown(client, answer: str):
    return client.post("/sign-in/code/", {"answer": answer})


def is_in(client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.fixture
def device(ada) -> Authenticator:
    """Ada's, registered."""
    made = Authenticator()
    assert add(sign_in(ada), made).status_code == 302
    return made


class TestSignIn:
    def test_the_passkey_goes_on_to_the_page_one_wanted(self, device):
        client, options = asked()
        assert not is_in(client)
        assert shown(client, device.show(options))["Location"] == "/set-up/"
        assert is_in(client)
        assert Passkey.objects.get().used_at

    def test_it_is_no_password(self, device):
        """Without the password nobody is even asked for it."""
        assert at_this_machine().post("/sign-in/code/", {"answer": "{}"})["Location"] == "/sign-in/"

    def test_beside_an_app_for_codes_either_will_do(self, ada, device):
        app = TOTPDevice.objects.create(user=ada, name="phone", confirmed=True)
        client, options = asked()
        page = client.get("/sign-in/code/").text
        assert "Use a passkey" in page and 'autocomplete="one-time-code"' in page
        assert client.post("/sign-in/code/", {"code": code_of(app)}).status_code == 302
        client, options = asked()
        assert shown(client, device.show(options)).status_code == 302

    def test_where_there_is_only_a_passkey_no_code_opens(self, device):
        client, _ = asked()
        assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
        assert not is_in(client)

    def test_at_another_name_of_the_desk_it_says_where_it_belongs(self, device):
        Passkey.objects.update(host="desk.example.org")
        client, _answer = after_password()
        page = client.get("/sign-in/code/").text
        assert "Your passkey belongs to desk.example.org" in page and "data-options" not in page
        assert not is_in(client)


class TestAttacks:
    def refused(self, client, answer: str) -> bool:
        said = shown(client, answer)
        return said.status_code == 422 and "That passkey did not open it" in said.text and not is_in(client)

    def test_an_answer_heard_before_opens_nothing(self, device):
        client, options = asked()
        heard = device.show(options)
        shown(client, heard)
        again, _options = asked()
        assert self.refused(again, heard)

    def test_a_challenge_is_used_up_by_a_wrong_answer(self, device):
        client, options = asked()
        assert self.refused(client, "{}")
        assert self.refused(client, device.show(options))

    def test_a_challenge_gets_old(self, ada, device, monkeypatch):
        client, options = asked()
        monkeypatch.setattr("handbill.accounts.passkeys.PATIENCE", timedelta(0))
        assert self.refused(client, device.show(options))

    def test_a_challenge_of_ones_own_choice_is_not_taken(self, device):
        client, options = asked()
        assert self.refused(client, device.show({**options, "challenge": to_text(b"c" * 64)}))

    def test_a_look_alike_page_passes_nothing_on(self, device):
        client, options = asked()
        device.origin = "https://1ocalhost.example"
        assert self.refused(client, device.show(options))

    def test_a_key_for_another_name_is_not_taken(self, device):
        client, options = asked()
        device.host = "elsewhere.example"
        assert self.refused(client, device.show(options))

    def test_a_registration_is_no_sign_in(self, device):
        client, options = asked()
        assert self.refused(client, device.show(options, type="webauthn.create"))

    def test_another_members_passkey_opens_nothing(self, device, ben):
        his = Authenticator()
        add(sign_in(ben), his)
        client, options = asked()
        assert self.refused(client, his.show(options))
        client, options = asked()
        his.id = device.id
        assert self.refused(client, his.show(options)), "his key under the number of hers"

    def test_a_copied_device_whose_count_falls_behind_is_refused(self, device):
        for _ in range(2):
            client, options = asked()
            assert shown(client, device.show(options)).status_code == 302
        for uses in (1, 2):
            client, options = asked()
            device.uses = uses
            assert self.refused(client, device.show_again(options))

    def test_a_changed_signature_is_refused(self, device):
        client, options = asked()
        answer = json.loads(device.show(options))
        answer["response"]["signature"] = answer["response"]["signature"][:-6] + "AAAAAA"
        assert self.refused(client, json.dumps(answer))

    def test_whatever_is_sent_is_answered_with_a_page(self, device):
        chance = random.Random(20260912)  # noqa: S311
        pieces = ["", "null", "[]", "[" * 9000, '"x"', '{"id": 5}', '{"id": "é"}', "\x00"]
        for number in range(40):
            client, options = asked()
            signs = list(device.show(options))
            for _ in range(3):
                signs[chance.randrange(len(signs))] = chance.choice('"{}[]:,A\\0')
            assert shown(client, pieces[number] if number < len(pieces) else "".join(signs)).status_code == 422


class TestRegistering:
    def test_it_is_named_and_stands_on_the_page(self, ada, device):
        client = sign_in_with(device)
        assert "keyring" in client.get("/me/passkeys/").text
        assert "The sign-in asks for a passkey." in client.get("/me/").text
        id = Passkey.objects.get().id
        client.post(f"/me/passkeys/{id}/name/", {"name": "blue keyring"})
        assert "blue keyring" in client.get("/me/passkeys/").text
        assert client.post(f"/me/passkeys/{id}/name/", {"name": " "}, follow=True).status_code == 200
        assert Passkey.objects.get().name == "blue keyring"

    def test_taken_away_it_is_asked_for_no_more(self, ada, device):
        client = sign_in_with(device)
        assert client.post(f"/me/passkeys/{Passkey.objects.get().id}/ending/").status_code == 302
        assert after_password()[1]["Location"] == "/set-up/"
        lines = AuditEntry.objects.filter(by=ada).values_list("what", flat=True)
        assert {"passkey_added", "passkey_ended"} <= set(lines)

    def test_nobody_touches_anothers(self, device, ben):
        client, id = sign_in(ben), Passkey.objects.get().id
        assert client.post(f"/me/passkeys/{id}/ending/").status_code == 404
        assert client.post(f"/me/passkeys/{id}/name/", {"name": "mine"}).status_code == 404
        assert Passkey.objects.get().name == "keyring"

    @pytest.mark.parametrize(
        "wrong", [{"origin": "https://elsewhere.example"}, {"challenge": to_text(b"c" * 64)}, {"type": "webauthn.get"}]
    )
    def test_what_was_not_asked_here_is_not_kept(self, ada, wrong):
        answer = add(sign_in(ada), Authenticator(), **wrong)
        assert answer.status_code == 422 and "made no passkey we can use" in answer.text
        assert not Passkey.objects.exists()

    def test_an_answer_is_kept_once(self, ada):
        client, device = sign_in(ada), Authenticator()
        made = {"name": "", "answer": device.make(options_on(client.get("/me/passkeys/")))}
        assert client.post("/me/passkeys/", made).status_code == 302
        assert client.post("/me/passkeys/", made).status_code == 422
        assert Passkey.objects.count() == 1

    def test_a_device_that_is_somebody_elses_already_is_refused(self, device, ben):
        assert add(sign_in(ben), device).status_code == 422

    def test_a_locked_session_cannot_change_it(self, device):
        client = sign_in_with(device)
        client.post("/lock/")
        assert client.get("/me/passkeys/")["Location"].startswith("/unlock/")
        client.post(f"/me/passkeys/{Passkey.objects.get().id}/ending/")
        assert Passkey.objects.exists()

    def test_at_an_address_that_is_a_number_a_sentence_says_why_not(self, ada):
        client = sign_in(ada)
        page = client.get("/me/passkeys/", headers={"host": "127.0.0.1:8765"})
        assert "this address is a number" in page.text and "data-options" not in page.text

    def test_over_plain_http_a_sentence_says_why_not(self, ada, settings):
        """The desk itself is not answered there either; whoever opens that door finds this one shut."""
        settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("SecureOrigin")]
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "desk.example.org"]
        page = sign_in(ada).get("/me/passkeys/", headers={"host": "desk.example.org"})
        assert "only over https" in page.text and "data-options" not in page.text

    def test_behind_https_it_belongs_to_the_name_alone(self, ada, settings):
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "desk.example.org"]
        device = Authenticator("https://desk.example.org", "desk.example.org")
        client = sign_in(ada)
        there = {"headers": {"host": "desk.example.org"}, "secure": True}
        options = options_on(client.get("/me/passkeys/", **there))
        assert options["rp"]["id"] == "desk.example.org"
        answer = client.post("/me/passkeys/", {"name": "", "answer": device.make(options)}, **there)
        assert answer.status_code == 302 and Passkey.objects.get().host == "desk.example.org"


class TestLost:
    def test_another_organiser_lets_her_back_in_without_it(self, union, ada):
        olu = join(union, "Olu", "organiser")
        add(sign_in(olu), Authenticator())
        _, link = invite(role="organiser", by=ada, keyring=keyring_of(ada), lets_back_in=olu)
        come_back(link, password=NEW)
        assert at_this_machine().post("/sign-in/", {"login": "olu", "password": NEW})["Location"] == "/"

    def test_the_recovery_sheet_asks_for_none(self, union, device):
        use_recovery_sheet(from_words(union.recovery_words), login="ada", password=NEW)
        assert at_this_machine().post("/sign-in/", {"login": "ada", "password": NEW})["Location"] == "/"

    def test_who_leaves_leaves_none_behind(self, ada, ben):
        add(sign_in(ben), Authenticator())
        end_member(ben, by=ada, keyring=keyring_of(ada))
        assert not Passkey.objects.exists()


def test_set_up_takes_a_passkey_for_a_second_factor(ada, device):
    assert "no second factor" not in sign_in_with(device).get("/set-up/").text


def test_the_database_holds_nothing_that_signs(device, stolen):
    number = device.key.private_numbers().private_value.to_bytes(32, "big")
    assert number not in stolen() and device.id in stolen()


def sign_in_with(device: Authenticator):
    client, options = asked()
    assert shown(client, device.show(options)).status_code == 302
    return client
