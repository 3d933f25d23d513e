"""Every page of the desk that the table of rights lets Ada or Ben see, looked at by axe: day and night, desk and phone.

The pages come from the product in this process, with one of every record; the browser only shows them. So a page that
somebody adds is looked at from the day it stands in the table.
"""

import mimetypes
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from handbill.base.clock import stand_at
from handbill.base.style import _joined
from tests.browser.looks import AXE, RULES, RUN_AXE
from tests.cast import sign_in
from tests.met import STALL
from tests.rights.table import TABLE
from tests.rights.walk import rows_of
from tests.rights.world import named  # noqa: F401  a fixture

# Playwright's loop runs in this thread, and Django would take that for a reason not to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]

ORIGIN = "http://desk.test"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# By day at the desk and by night on a phone: what either size or either look does wrong shows in one of the two.
TURNS = [(DESK, "light"), (PHONE, "dark")]


@pytest.fixture(autouse=True)
def at_the_stall():
    with stand_at(STALL):
        yield


@pytest.fixture
def pages(ada, ben, request) -> dict[str, str]:
    """Every page, by who sees it and its address; what is the same to both stands there once."""
    ids, shown, seen = request.getfixturevalue("named"), {}, set()
    for member in (ada, ben):
        client = sign_in(member)
        client.raise_request_exception = False  # what breaks is told by the table's own tests
        for row in rows_of(TABLE):
            if row.method != "GET" or row.answers[member.login] != "ok" or row.pattern.startswith("field/"):
                continue  # the phone's screens are made by script and looked at in test_looks
            answer = client.get(row.address(ids))
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                page = b"".join(answer).decode()
                if "<html" in page and _main_of(page) not in seen:  # a part of a page is looked at in its page
                    seen.add(_main_of(page))
                    shown[f"/{member.login}{row.address(ids)}"] = page
    return shown


def test_axe_finds_nothing_on_any_page(pages, chromium):
    assert len(pages) > 70, len(pages)
    context = chromium.new_context(viewport=DESK, reduced_motion="reduce")
    context.route("**/*", lambda route: _answer(route, pages))
    page = context.new_page()
    found = [f"{where}, {said}" for where in pages for said in _look(page, where)]
    context.close()
    assert not found, "\n".join(found)


def test_axe_would_find_what_is_wrong(chromium):
    """A positive control: without it, the above could pass by looking at nothing."""
    wrong = (
        '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><input><p style="color:#aaa">pale</p></main>'
    )
    context = chromium.new_context(viewport=DESK, reduced_motion="reduce")
    context.route("**/*", lambda route: _answer(route, {"/wrong/": wrong}))
    said = "\n".join(_look(context.new_page(), "/wrong/"))
    context.close()
    assert "label" in said and "color-contrast" in said


def _main_of(page: str) -> str:
    """What stands inside the frame, which is looked at on the first page."""
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page.partition("<main")[2].partition("</main>")[0])


def _look(page, where: str) -> list[str]:
    page.goto(ORIGIN + where)
    page.evaluate(Path(AXE).read_text())
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.name = ''; one.open = true; })")
    said = []
    for size, theme in TURNS:
        page.set_viewport_size(size)
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        said += [f"{size['width']} px, {theme}: {one}" for one in page.evaluate(RUN_AXE, RULES)]
    return said


def _answer(route, pages: dict[str, str]) -> None:
    """From what was gathered, from the style sheets and the files of the product; anything else is not there."""
    path = urlsplit(route.request.url).path
    if path in pages:
        return route.fulfill(content_type="text/html; charset=utf-8", body=pages[path])
    if path.startswith("/style/"):
        return route.fulfill(content_type="text/css", body=_joined()[0])
    file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if file:
        kind = "text/javascript" if path.endswith(".js") else mimetypes.guess_type(path)[0]
        return route.fulfill(content_type=kind or "application/octet-stream", body=Path(file).read_bytes())
    return route.fulfill(status=404, body="")
