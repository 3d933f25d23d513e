"""Text messages: one tap each from a member's own phone, or through the operator's own service, signed."""

import hashlib
import hmac
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from handbill.base.clock import stand_at
from handbill.mail.actions import draft_mailing, write_text
from handbill.mail.models import Recipient, State, Step
from handbill.mail.tests.conftest import send_all
from tests.cast import sign_in
from tests.met import STALL, consents, meet, stall_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(outing, ada):
    """A text to two who agreed to be got back to by text."""
    with stand_at(STALL):
        phone, agreed = stall_phone(outing, ada), consents(outing.group, "text")
        for number in (123, 124):
            meet(phone, {"name": f"Reader {number}", "phone": f"07700 900{number}"}, at=STALL, consents=agreed)
    made = draft_mailing("texts", by=ada, purpose="follow_up")
    write_text(made, language="en", subject="", body="Meeting on Friday & tea")
    return made


def test_each_is_one_tap_from_her_own_phone_and_marked_as_done(texts, ordered, ada):
    assert ordered(texts) == 2
    desk = sign_in(ada)
    page = desk.get(f"/mailings/{texts.id}/round/").content.decode()
    links = re.findall(r'href="(sms:[^"]+)"', page)
    assert sorted(links) == [f"sms:+447700900{n}?body=Meeting%20on%20Friday%20%26%20tea" for n in (123, 124)]
    ids = re.findall(r'name="one" value="([^"]+)"', page)
    desk.post(f"/mailings/{texts.id}/round/", {"one": ids[0], "is": "done"})
    desk.post(f"/mailings/{texts.id}/round/", {"one": ids[1], "is": "not"})
    texts.refresh_from_db()
    assert texts.state == State.DONE
    assert sorted(Recipient.objects.values_list("step", flat=True)) == [Step.LEFT_OUT, Step.SENT]


class Service(BaseHTTPRequestHandler):
    answers, came = {}, []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Service.came.append((body, self.headers["X-Handbill-Time"], self.headers["X-Handbill-Signature"]))
        self.send_response(Service.answers.get(len(Service.came), 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words):
        """A test says nothing."""


@pytest.fixture
def service(monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Service)
    Service.answers, Service.came = {}, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HANDBILL_TEXTS_WEBHOOK", f"http://127.0.0.1:{server.server_port}/send")
    monkeypatch.setenv("HANDBILL_TEXTS_SECRET", "shared")
    yield Service
    server.shutdown()
    server.server_close()


def test_the_operators_service_gets_each_once_signed(service, texts, ordered):
    ordered(texts)
    send_all()
    assert set(Recipient.objects.values_list("step", flat=True)) == {Step.SENT}
    assert sorted(json.loads(body)["to"] for body, *_ in service.came) == ["+447700900123", "+447700900124"]
    for body, moment, signature in service.came:
        mac = hmac.new(b"shared", moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        assert signature == f"sha256={mac}"


def test_a_service_that_lets_nobody_in_pauses_the_order(service, texts, ordered):
    service.answers = {1: 401}
    ordered(texts)
    send_all()
    texts.refresh_from_db()
    assert texts.state == State.PAUSED
    assert Recipient.objects.filter(step=Step.PLANNED).count() == 2


def test_one_that_it_does_not_want_is_left_out(service, texts, ordered):
    service.answers = {1: 422}
    ordered(texts)
    send_all()
    assert sorted(Recipient.objects.values_list("step", flat=True)) == [Step.REFUSED, Step.SENT]
