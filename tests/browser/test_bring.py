"""'We ran out at ten past four': what the next plan advises, and what the debrief after it says about the advice."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stall import Stall

pytestmark = pytest.mark.browser

LONDON = ZoneInfo("Europe/London")


def open_the_debrief_that_ran_out(page: Page, desk: str) -> None:
    """From the list of past outings, as somebody looks for it."""
    page.goto(f"{desk}outings/")
    market = page.locator("article.out", has_text="Ferry Square market").filter(has_text="Debrief")
    for number in range(market.count()):
        page.goto(f"{desk}outings/")
        market.nth(number).get_by_role("link", name="Debrief").click()
        if "16:10" in page.get_by_role("heading", level=1).inner_text():
            return
    raise AssertionError("no debrief says that the copies ran out at ten past four")


def plan_it_for_now(page: Page) -> None:
    """The next one is open for changes: today, begun half an hour ago."""
    begun = datetime.now(LONDON) - timedelta(minutes=30)
    page.get_by_label("Day").fill(f"{begun:%Y-%m-%d}")
    page.get_by_label("From").fill(f"{begun:%H:%M}")
    page.get_by_label("To", exact=True).fill(f"{begun + timedelta(hours=2):%H:%M}")
    page.get_by_role("button", name="Save the changes").click()


def end_it(page: Page) -> None:
    """It is over a minute ago."""
    page.get_by_role("link", name="Change", exact=True).first.click()
    page.get_by_label("To", exact=True).fill(f"{datetime.now(LONDON) - timedelta(minutes=1):%H:%M}")
    page.get_by_role("button", name="Save the changes").click()


def hand_out(stall: Stall, fives: int) -> None:
    for _ in range(fives):
        stall.copy(5)


def test_ran_out_at_ten_past_four_becomes_a_number_and_the_number_is_judged(server, pocket, desk):
    page, home = desk(), server.shown["desk"]
    open_the_debrief_that_ran_out(page, home)
    page.get_by_role("button", name="Plan the next one").first.click()
    plan_it_for_now(page)

    bring = page.locator("#bring")
    advised = int(bring.locator(".bring-number").inner_text())
    assert advised > 120, "they ran out with 120"
    expect(bring).to_contain_text(re.compile(r"You would run out 1 time in \d+"))
    expect(bring).to_contain_text("come home")
    expect(bring.get_by_role("img").first).to_be_visible()
    expect(bring.locator(".advice-basis")).to_contain_text(re.compile(r"\d+ outings here; the copies ran out at \d+"))
    bring.get_by_role("button", name="Book these copies").click()
    expect(bring.locator(".plain-list").first).to_contain_text("batch")
    expect(bring.locator(".bring-number")).to_have_text(str(advised))

    link = page.locator("#square input").input_value()
    phone = pocket().new_page()
    stall = Stall(phone, "helper")
    stall.join(link, advised)
    hand_out(stall, advised // 5 - 4)
    stall.send_until_empty()

    end_it(page)
    judged = f"{advised} copies had been advised. {advised} were brought and {stall.copies} went: they were enough"
    expect(page.locator("#bring .brought")).to_contain_text(judged)
    page.get_by_role("link", name="Open the debrief").click()
    expect(page.locator("#copies .brought")).to_contain_text(judged)
