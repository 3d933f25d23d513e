"""Somebody goes to every address there is: with a form of another site, a frame, a way on, and while the database is ill."""

import io
import logging

import pytest
from django.db import OperationalError, connection, transaction
from django.middleware import csrf
from django.test import Client

from handbill.base import limits, middleware
from handbill.base.logs import PlainFormatter
from tests.cast import PASSWORD, sign_in
from tests.met import CARD
from tests.rights.table import TABLE
from tests.rights.walk import rows_of
from tests.rights.world import named  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
ROWS = list(rows_of(TABLE))
# Where no cookie is what counts: a phone's token, a signed link, a reader who is nobody in particular, a sealed style.
NO_SESSION = ("join/", "field/api/", "style/", "leaving/", "out/", "yours/", "<slug:", "<code:")
SECRET = "moss-lantern-4417-quarry"
ILL = f"no such column: {SECRET} LINE 1: SELECT wrapped_secret FROM accounts_member WHERE login = 'ada'"
TOLD = (SECRET, "wrapped_secret", "Traceback", "OperationalError", PASSWORD, *CARD.values())
LOGGED = (SECRET, "wrapped_secret", PASSWORD, *CARD.values())  # the kind of an error and its place may stand in a log
ELSEWHERE = "//elsewhere.example/"


def strict(member) -> Client:
    browser = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    browser.cookies = sign_in(member).cookies
    return browser


def answers(client: Client, method: str, named, most: int = 10_000, **how):  # noqa: F811
    """Each of her addresses of that method, and the answer; nothing is left behind."""
    client.raise_request_exception = False
    rows = [row for row in ROWS if row.method == method and row.answers["ada"] in ("ok", "in")]
    for row in rows[:most]:
        limits.forget()
        cookies = client.cookies.copy()
        with transaction.atomic():
            yield row.pattern, client.generic(method, row.address(named), **how)
            transaction.set_rollback(True)
        client.cookies = cookies


def taken_from_elsewhere(ada, named) -> set[str]:  # noqa: F811
    """The addresses that take a post of another site's form."""
    form = {"content_type": "application/x-www-form-urlencoded", "headers": {"Origin": "https://elsewhere.example"}}
    return {pattern for pattern, answer in answers(strict(ada), "POST", named, **form) if answer.status_code != 403}


def test_no_address_takes_a_form_of_another_site(ada, named):  # noqa: F811
    taken = taken_from_elsewhere(ada, named)
    assert sorted(pattern for pattern in taken if not pattern.startswith(NO_SESSION)) == []


def test_they_take_it_where_no_token_is_asked_for(ada, named, monkeypatch):  # noqa: F811
    monkeypatch.setattr(csrf.CsrfViewMiddleware, "process_view", lambda *_: None)
    assert len(taken_from_elsewhere(ada, named)) > 60


def open_to_frames(ada, named) -> list[str]:  # noqa: F811
    """Pages that another site may frame, or that the browser may take for something else than they say."""
    return [
        pattern
        for pattern, answer in answers(sign_in(ada), "GET", named)
        if "frame-ancestors 'none'" not in answer.headers.get("Content-Security-Policy", "")
        or answer.headers.get("X-Content-Type-Options") != "nosniff"
    ]


def test_no_page_is_framed_or_guessed_at(ada, named):  # noqa: F811
    assert open_to_frames(ada, named) == []


def test_all_are_where_the_header_does_not_say_so(ada, named, monkeypatch):  # noqa: F811
    monkeypatch.setattr(middleware, "CSP", "default-src 'none'")
    assert len(open_to_frames(ada, named)) > 60


def test_no_address_sends_her_on_to_another_site(ada, named):  # noqa: F811
    """Whatever an address calls the way on: in the query and in the form."""
    words = "&".join(f"{name}={ELSEWHERE}" for name in ("next", "back", "to", "url", "return", "redirect", "then"))
    form = {"content_type": "application/x-www-form-urlencoded", "QUERY_STRING": words}
    sent = [
        pattern
        for method, how in (("GET", {"QUERY_STRING": words}), ("POST", {**form, "data": words}))
        for pattern, answer in answers(sign_in(ada), method, named, **how)
        if "elsewhere.example" in answer.headers.get("Location", "").split("?")[0]
    ]
    assert sent == []


def told_while_ill(ada, named, after: int, most: int = 10_000) -> list[str]:  # noqa: F811
    """What answers and log tell of the inside when each question to the database fails after the first few."""
    log, ill = io.StringIO(), []
    writer = logging.StreamHandler(log)
    writer.setFormatter(PlainFormatter())
    logging.getLogger("django.request").addHandler(writer)
    told = set()
    try:
        for method in ("GET", "POST"):
            client = sign_in(ada)
            how = {"content_type": "application/x-www-form-urlencoded", "data": f"note={SECRET}"}
            with connection.execute_wrapper(_ill_after(after)) as _:
                for pattern, answer in answers(client, method, named, most, **(how if method == "POST" else {})):
                    _ill.asked = 0
                    ill.append(answer.status_code)
                    shown = (b"".join(answer) if answer.streaming else answer.content).decode("utf-8", "replace")
                    told |= {f"{method} {pattern} shows {word}" for word in TOLD if word in shown}
    finally:
        logging.getLogger("django.request").removeHandler(writer)
    assert sum(status >= 500 for status in ill) > min(most, 60) // 2, "the database was ill"
    return sorted(told) + [f"the log tells {word}" for word in LOGGED if word in log.getvalue()]


class _ill:
    """How many questions there were since the last answer."""

    asked = 0


def _ill_after(after: int):
    def ask(execute, sql, params, many, context):
        if sql.startswith(("SAVEPOINT", "ROLLBACK", "RELEASE", "BEGIN")):
            return execute(sql, params, many, context)
        _ill.asked += 1
        if _ill.asked > after:
            raise OperationalError(ILL)
        return execute(sql, params, many, context)

    return ask


@pytest.mark.parametrize("after", [0, 3])
def test_an_ill_database_is_not_told_of(ada, named, after):  # noqa: F811
    assert told_while_ill(ada, named, after) == []


def test_it_is_where_errors_are_shown(ada, named, settings):  # noqa: F811
    settings.DEBUG = True
    assert any(SECRET in line for line in told_while_ill(ada, named, 3, most=20))
