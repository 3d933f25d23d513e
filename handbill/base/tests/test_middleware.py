"""Every answer is closed by default; plain http is answered on this machine only."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from handbill.base.errors import Refusal
from handbill.base.middleware import CSP, RefusalsAsPages, SecureOrigin, SecurityHeaders


@pytest.fixture
def ask():
    return RequestFactory()


def well(request):
    return HttpResponse("well")


def test_plain_http_from_another_machine_is_refused_with_a_sentence(ask, settings):
    settings.ALLOWED_HOSTS = ["desk.example.org"]
    answer = SecureOrigin(well)(ask.get("/", headers={"host": "desk.example.org"}))
    assert answer.status_code == 403
    assert "https" in answer.content.decode()


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "[::1]:8765"])
def test_plain_http_on_this_machine_is_answered(ask, settings, host):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert SecureOrigin(well)(ask.get("/", headers={"host": host})).status_code == 200


def test_https_is_answered(ask, settings):
    settings.ALLOWED_HOSTS = ["desk.example.org"]
    assert SecureOrigin(well)(ask.get("/", secure=True, headers={"host": "desk.example.org"})).status_code == 200


def test_another_hosts_name_is_refused_plainly(client):
    answer = client.get("/sign-in/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()


def test_answers_are_closed_by_default(ask):
    headers = SecurityHeaders(well)(ask.get("/")).headers
    assert headers["Content-Security-Policy"] == CSP
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_refusal_on_the_wire_is_a_code_and_a_sentence(ask):
    refusal = Refusal("slow_down", "Too many at once.", 429, retry_after=7)
    answer = RefusalsAsPages(well).process_exception(ask.post("/field/api/1/facts"), refusal)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "7"
    assert b'"code": "slow_down"' in answer.content


def test_other_exceptions_go_on(ask):
    assert RefusalsAsPages(well).process_exception(ask.get("/"), ValueError("x")) is None
