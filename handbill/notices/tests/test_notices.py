"""A member is told on her own devices, by a real push service that only passes on, of what names nobody."""

import base64
import http.server
import json
import ssl
import threading
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import translation

from handbill.base import clock, jobs, outgoing
from handbill.base.models import Job
from handbill.keys.push import public_of
from handbill.notices import moments, sending
from handbill.notices.models import Device
from handbill.plan.actions.outing import cancel_outing, change_outing
from handbill.plan.actions.team import say_coming
from tests.attackers.test_outgoing_addresses import Listener, certificate_for
from tests.cast import NOON, sign_in
from tests.phone import joined_phone


class Browser:
    """What a browser keeps for itself, and what it makes of a message."""

    def __init__(self, endpoint):
        self.endpoint, self.pair, self.auth = endpoint, ec.generate_private_key(ec.SECP256R1()), b"sixteen bytes ok"

    def subscription(self):
        return {"endpoint": self.endpoint, "point": text(public_of(self.pair)), "auth": text(self.auth)}

    def opened(self, body):
        salt, point, sealed = body[:16], body[21:86], body[86:]
        shared = self.pair.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        info = b"WebPush: info\0" + public_of(self.pair) + point
        both = HKDF(hashes.SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(both)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(both)
        return json.loads(AESGCM(key).decrypt(nonce, sealed, None).removesuffix(b"\x02"))


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def service(tmp_path, monkeypatch):
    """A push service of the name push.example; `heard` is what it was given, `answer` what it says."""
    certificate = certificate_for("push.example", tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.answer = [], (201, {}, b"")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(outgoing, "addresses_of", lambda where: ["127.0.0.1"])
    monkeypatch.setattr(outgoing, "trust", lambda: ssl.create_default_context(cafile=certificate))
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser(service):
    return Browser(f"https://push.example:{service.server_port}/one")


@pytest.fixture
def device(ada, browser):
    """Ada's, switched on at her page."""
    asked = {**browser.subscription(), "wants_people": "on", "wants_outings": "on", "wants_shifts": "on"}
    assert sign_in(ada).post("/me/notices/", asked).status_code == 302
    return Device.objects.get()


@pytest.fixture
def coming(outing, ada):
    say_coming(outing, by=ada)


def told(service, browser):
    return [browser.opened(body)["title"] for _, _, body in service.heard]


def round_at(moment):
    with clock.stand_at(moment):
        moments.look_at_the_clock()
        jobs.do_due()


@pytest.fixture
def waiting(outing, ada):
    """Dee was met at 16:00 and waits since two days later."""
    with clock.stand_at(NOON + timedelta(hours=3)):
        phone = joined_phone(outing, ada)
        phone.contact({"name": "Dee"})
        assert phone.send()
    return NOON + timedelta(hours=3, days=2, minutes=1)


def test_she_is_told_how_many_wait_once_a_day_and_nobodys_name(device, browser, service, waiting):
    for minutes in (0, 10, 20):
        round_at(waiting + timedelta(minutes=minutes))
    assert told(service, browser) == ["1 person waits to hear from you"]
    assert b"Dee" not in service.heard[0][2]


def test_she_is_told_in_her_own_language(device, browser, service, waiting, ada, monkeypatch):
    monkeypatch.setattr(sending, "ngettext", lambda one, many, n: f"{{n}} {translation.get_language()}")
    ada.language = "fr"
    ada.save(update_fields=["language"])
    round_at(waiting)
    assert told(service, browser) == ["1 fr"]


def test_nothing_is_said_where_nobody_waits(device, service):
    round_at(NOON)
    assert service.heard == []


def test_a_shift_that_starts_soon_is_said_once(coming, device, browser, service, outing):
    for minutes in (61, 59, 30):
        round_at(outing.starts_at - timedelta(minutes=minutes))
    assert told(service, browser).count("An outing you are coming to starts soon.") == 1


def test_whoever_is_coming_hears_of_a_change(coming, device, browser, service, outing, ada):
    with clock.stand_at(NOON):
        change_outing(outing, by=ada, people_needed=3)
        cancel_outing(outing, by=ada)
        assert Job.objects.filter(name="notice").count() == 2
        jobs.do_due()
    assert set(told(service, browser)) == {"An outing you are coming to was cancelled."}


def test_whoever_is_not_coming_hears_of_no_change(device, service, outing, ada):
    with clock.stand_at(NOON):
        change_outing(outing, by=ada, people_needed=3)
        jobs.do_due()
    assert service.heard == []


def test_a_change_at_night_is_told_in_the_morning(coming, device, browser, service, outing, ada):
    night = NOON.replace(hour=22) - timedelta(days=1)
    with clock.stand_at(night):
        change_outing(outing, by=ada, people_needed=3)
        jobs.do_due()
        assert service.heard == []
    round_at(NOON - timedelta(hours=1))
    assert told(service, browser) == ["An outing you are coming to was changed."]


def test_nobody_is_told_at_night_that_people_wait(device, service, waiting):
    round_at(waiting.replace(hour=23))
    assert service.heard == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_the_service_no_longer_knows_is_forgotten(device, service, waiting, status):
    service.answer = (status, {}, b"")
    round_at(waiting)
    assert not Device.objects.exists()


def test_what_the_service_does_not_take_is_tried_again(device, browser, service, waiting):
    service.answer = (503, {}, b"")
    round_at(waiting)
    service.answer = (201, {}, b"")
    round_at(waiting + timedelta(minutes=5))
    assert len(service.heard) == 2
    assert Job.objects.get(name="notice", key__contains=str(waiting.date())).done_at


def test_a_second_try_that_falls_into_the_night_waits_for_the_morning(device, browser, service, waiting):
    service.answer = (503, {}, b"")
    evening = waiting.replace(hour=19, minute=59)
    round_at(evening)
    service.answer = (201, {}, b"")
    with clock.stand_at(evening + timedelta(minutes=5)):
        jobs.do_due()
    assert len(service.heard) == 1
    with clock.stand_at(evening + timedelta(hours=12)):
        jobs.do_due()
    assert len(service.heard) == 2


def test_a_member_who_left_is_told_nothing(device, service, waiting, ada):
    type(ada).objects.filter(pk=ada.pk).update(ended_at=NOON)
    round_at(waiting)
    assert service.heard == []


def test_she_switches_a_device_off_and_nobody_else_does(device, service, cleo, ada):
    address = f"/me/notices/{device.id}/ending/"
    assert sign_in(cleo).post(address).status_code == 404
    assert sign_in(ada).post(address).status_code == 302
    assert not Device.objects.exists()


@pytest.mark.parametrize("endpoint", ["http://push.example/", "https://127.0.0.1/", "https://0x7f.1/", ""])
def test_an_address_inside_is_refused(ada, browser, endpoint):
    answer = sign_in(ada).post("/me/notices/", {**browser.subscription(), "endpoint": endpoint, "wants_people": "on"})
    assert answer.status_code == 422
    assert not Device.objects.exists()
