"""Today, sharing out, one person and the first sentences: readable by axe, day and night, both ways, nothing sideways."""

from pathlib import Path

import pytest

from tests.browser.looks import AXE, RULES, RUN_AXE, SIDEWAYS

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 768, 1280)
NOON = "document.documentElement.dir = 'ltr'; delete document.documentElement.dataset.theme"


@pytest.fixture
def page(desk):
    opened = desk()
    opened.emulate_media(reduced_motion="reduce")  # a colour on its way from one look to the other is neither
    return opened


def findings(page, where: str) -> list[str]:
    page.evaluate(Path(AXE).read_text())
    found = []
    for direction in ("ltr", "rtl"):
        for theme in ("light", "dark"):
            page.evaluate(
                "([dir, theme]) => { document.documentElement.dir = dir; document.documentElement.dataset.theme = theme }",
                [direction, theme],
            )
            found += [f"{where}, {direction}, {theme}: {one}" for one in page.evaluate(RUN_AXE, RULES)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{where}, {direction}, {width} px: {one}" for one in page.evaluate(SIDEWAYS)]
    page.evaluate(NOON)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_every_page_of_getting_back_is_readable(page, server):
    home = server.shown["desk"].rstrip("/")
    page.locator(".due .how summary").first.click()
    wrong = findings(page, "today")
    page.locator(".due .how a").first.click()
    page.locator("details.and-next").wait_for()
    wrong += findings(page, "today, with the next step open")
    share = page.get_by_role("link", name="Share out").first.get_attribute("href")
    person = page.locator(".due h3 a").last.get_attribute("href")
    waiting = page.locator(".due .how form").last.get_attribute("action")
    for address in (share, person, waiting, "/first-sentences/"):
        page.goto(home + address)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.name = ''; one.open = true; })")
        wrong += findings(page, address)
    page.get_by_role("button", name="Lock").click()
    for address in ("/", share, person):
        page.goto(home + address)
        wrong += findings(page, f"{address}, locked")
    assert wrong == [], "\n".join(wrong)


def test_every_page_of_people_is_readable(page, server):
    """The list with its filters open, cards entered twice, what a rule and a tag do, a card corrected and erased."""
    home = server.shown["desk"].rstrip("/")
    page.goto(home + "/people/twice/")
    compared = page.locator(".pair-acts a").last.get_attribute("href")
    page.goto(home + "/people/forgotten-soon/")
    person = page.locator("main .person-name").last.get_attribute("href")
    wrong = []
    for address in (
        "/people/?which=paper&quiet=90",
        "/people/twice/",
        compared,
        "/people/forgotten-soon/",
        "/set-up/forgetting/",
        f"{person}erasure/",
    ):
        page.goto(home + address)
        page.evaluate("document.querySelectorAll('.more-filters').forEach((one) => { one.open = true; })")
        wrong += findings(page, address)
    page.goto(home + "/people/")
    page.get_by_role("button", name="Call list").click()
    wrong += findings(page, "call list")
    page.goto(home + "/people/")
    page.get_by_role("button", name="Lock").click()
    page.goto(home + "/people/")
    wrong += findings(page, "/people/, locked")
    assert wrong == [], "\n".join(wrong)
