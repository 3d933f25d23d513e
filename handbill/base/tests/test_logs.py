"""Log lines name places, never what was in hand."""

import logging
import sys
from io import StringIO

import pytest

from handbill.base.logs import PlainFormatter, level_of_requests
from tests.cast import sign_in

SECRETS = (
    "Sana",
    "Whitlock",
    "07700",
    "900143",
    "correct horse",
    "tokentokentoken",
    "0199f0aa-0000-7000-8000-000000000001",
)


@pytest.fixture
def log():
    """Everything that is logged, as the server writes it."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter())
    noisy = [logging.getLogger(logger) for logger in ("django", "django.request", "handbill.requests")]
    before = [(one, one.level) for one in (root, *noisy)]
    root.addHandler(handler)
    for one, _level in before:
        one.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    for one, level in before:
        one.setLevel(level)


def test_the_text_of_an_exception_stays_out_of_the_log():
    try:
        raise ValueError("Sana Whitlock, 07700 900 143")
    except ValueError:
        record = logging.LogRecord("handbill", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = PlainFormatter().format(record)
    assert "said=failed error=ValueError places=" in line and "test_logs.py" in line
    assert not [secret for secret in SECRETS if secret in line]


@pytest.mark.django_db
def test_no_request_leaves_a_name_a_token_or_an_id_in_the_log(ada, log, monkeypatch):
    client = sign_in(ada)
    client.raise_request_exception = False
    monkeypatch.setattr("handbill.people.views.frame_of", lambda *args: {}["Sana Whitlock"])
    client.get("/people/?words=Sana+Whitlock&tag=0199f0aa-0000-7000-8000-000000000001")
    client.get("/people/0199f0aa-0000-7000-8000-000000000001/")
    client.get("/yours/tokentokentoken/")
    client.get("/no/such/Whitlock/")
    client.post("/sign-in/", {"login": "Sana", "password": "correct horse"})
    client.post("/people/search/", {"words": "07700 900143"})
    lines = log.getvalue()
    assert "route=/people/ status=500" in lines and "error=KeyError" in lines, "it is a log of something"
    assert "method=GET route=/people/<uuid:id>/ status=404" in lines
    assert not [secret for secret in SECRETS if secret in lines]


def test_a_line_can_be_read_by_a_machine():
    record = logging.LogRecord("handbill", logging.WARNING, __file__, 1, 'two "words"\nand a line', None, None)
    assert PlainFormatter().format(record).endswith('level=warning from=handbill said="two \\"words\\"\\nand a line"')


@pytest.mark.parametrize(("asked", "level"), [("requests", "INFO"), ("", "WARNING")])
def test_lines_of_requests_are_asked_for(monkeypatch, asked, level):
    monkeypatch.setenv("HANDBILL_LOG", asked)
    assert level_of_requests() == level
