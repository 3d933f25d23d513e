"""Every screen of the phone, walked through: readable by axe in day, night and sun, nothing sideways, big targets."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import backstage
from tests.browser.looks import Looks
from tests.browser.stall import Stall

pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]


@pytest.fixture
def link(server, proxy) -> str:
    return f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}"


@pytest.fixture
def stall(pocket) -> Stall:
    return Stall(pocket(reduced_motion="reduce", timezone_id="Europe/London", locale="en-US").new_page(), "walker")


@pytest.fixture
def looks(stall) -> Looks:
    return Looks(stall.page)


def press(page: Page, name: str | re.Pattern) -> None:
    page.get_by_role("button", name=name).first.click()


def back(page: Page) -> None:
    page.locator("button.back").click()


def test_screens_before_a_shift(link, server, proxy, stall, looks):
    page = stall.page
    page.goto(link.split("#")[0])
    expect(page.get_by_role("heading", name="Scan the square")).to_be_visible()
    looks.at("nothing joined yet")
    page.goto("about:blank")
    page.goto(link[:-1] + "-")
    expect(page.get_by_role("heading", name="This square does not open")).to_be_visible()
    looks.at("a square that does not open")
    page.goto("about:blank")
    proxy.mood = lambda path, number: "away" if path.endswith("/join") else "pass"
    page.goto(link)
    expect(page.get_by_role("heading", name="No signal to join")).to_be_visible()
    looks.at("no signal to join")
    proxy.mood = lambda path, number: "pass"
    press(page, "Try again")
    expect(page.get_by_text("Ready to work without signal")).to_be_visible(timeout=30_000)
    looks.at("where are you")
    page.locator("label.outing", has_text="Somewhere else").click()
    looks.at("somewhere else")
    press(page, "Menu")
    looks.at("menu before a shift")
    press(page, "Help")
    looks.at("help")
    assert looks.wrong == []


def test_screens_of_a_shift(link, server, stall, looks):
    page = stall.page
    stall.join(link, 10)
    server.stop()
    stall.copy()
    looks.at("at the stall")
    press(page, "Shift menu")
    looks.at("menu")
    for item in ("I got more copies", "Count again", "The last 20", "Answers to questions"):
        press(page, item)
        looks.at(item)
        back(page)
        if not page.get_by_role("heading", name="Menu").is_visible():
            press(page, "Shift menu")
    back(page)
    press(page, re.compile(r"plus\s*1\s*conversation"))
    sheet = page.get_by_role("dialog")
    looks.at("conversation")
    sheet.get_by_role("button", name="Other").click()
    while sheet.get_by_role("button", name="More").count():
        sheet.get_by_role("button", name="More").first.click()  # each goes when it is pressed
    looks.at("conversation, all of it")
    sheet.get_by_role("button", name="Done").click()
    stall.copy(5)
    for _ in range(4):
        stall.copy()
    expect(page.get_by_role("button", name=re.compile("wanted one"))).to_be_visible()
    looks.at("none left")
    page.locator(".f-sync").click()
    looks.at("outbox, waiting")
    back(page)
    press(page, "Shift menu")
    press(page, "End my shift")
    looks.at("count what is left")
    press(page, "2")
    page.locator("label", has_text=re.compile("^To ")).first.click()
    press(page, re.compile("^Hand 2 copies"))
    looks.at("handing over")
    press(page, re.compile("has them$"))
    expect(page.get_by_role("heading", name=re.compile("^Thank you"))).to_be_visible()
    looks.at("shift closed")
    assert looks.wrong == []


def test_screens_of_a_contact(link, server, stall, looks):
    page = stall.page
    stall.join(link, 10)
    press(page, re.compile("Take a contact"))
    looks.at("contact")
    press(page, "Seal and save")
    looks.at("contact, with errors")
    press(page, "Note")
    looks.at("contact, with a note")
    press(page, "Let them type")
    looks.at("how do they type")
    press(page, "Hand them the phone")
    looks.at("handed over")
    press(page, re.compile("Seal it"))
    looks.at("handed over, with errors")
    page.get_by_label("What should we call you?").fill("Sanaa")
    page.get_by_label("Phone number or e-mail").fill("07700 900143")
    page.locator("label", has_text="A phone call").click()
    press(page, re.compile("Seal it"))
    expect(page.get_by_role("heading", name=re.compile("can no longer read it"))).to_be_visible()
    looks.at("sealed")
    press(page, "Back to the stall")
    press(page, re.compile("Take a contact"))
    press(page, "Let them type")
    press(page, "Turn it towards them")
    looks.at("turned, their number")
    press(page, "7")
    press(page, "Next")
    looks.at("turned, what they agree to")
    assert looks.wrong == []


def test_screens_of_sending(link, server, stall, looks):
    page = stall.page
    stall.join(link, 10)
    page.locator(".f-sync").click()
    expect(page.get_by_text(re.compile(r"^Received \d"))).to_be_visible(timeout=30_000)
    looks.at("outbox, all sent")
    press(page, "Back to the stall")
    backstage.on(server, "stop-phones")
    stall.copy()
    page.locator(".f-sync").click()
    expect(page.get_by_role("heading", name="This phone was let go")).to_be_visible(timeout=30_000)
    looks.at("outbox, let go")
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.reload()
    expect(page.get_by_role("heading", name="This phone will not keep data. Use a tally sheet.")).to_be_visible()
    looks.at("keeps nothing")
    assert looks.wrong == []


def test_days_are_written_as_the_group_writes_them(link, server, stall):
    stall.page.clock.set_fixed_time("2026-09-12T15:44:00+01:00")
    stall.page.goto(link)
    expect(stall.page.get_by_text("Saturday 12 September")).to_be_visible()


def test_the_looks_find_what_is_wrong(looks):
    """A positive control: without it, everything above could pass by looking at nothing."""
    looks.page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=WRONG_PAGE))
    looks.page.goto("http://127.0.0.1:9/")
    looks.at("control")
    found = "\n".join(looks.wrong)
    for expected in ("color-contrast", "the page scrolls sideways", "tiny: 20 x 20", "DIV wide"):
        assert expected in found


WRONG_PAGE = """<!doctype html><html lang="en"><title>control</title><body style="margin:0"><main><h1>Control</h1>
<p style="color:#aaa;background:#fff">too pale</p><div class="wide" style="width:600px">wide</div>
<button style="width:20px;height:20px;padding:0;font-size:6px">tiny</button></main></body></html>"""
