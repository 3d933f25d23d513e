"""A member's own phone: from the outing's page at the desk, in the same browser, without a square."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stall import Stall

pytestmark = pytest.mark.browser

OUTING = "Outside the town hall"
NAME, PHONE = "Perpetua Okonjo", "07700 900456"


def come_in(page: Page, server, login: str) -> Page:
    page.goto(server.shown["desk"])
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Password", exact=True).fill(server.shown["password"])
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(server.shown["desk"])
    return page


def open_outing(page: Page, server) -> None:
    page.goto(f"{server.shown['desk']}outings/")
    page.get_by_role("link", name=OUTING).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(OUTING)


def own_link(page: Page):
    return page.get_by_role("link", name="Use this phone as yours")


def people_seen_by(page: Page, server) -> str:
    page.goto(f"{server.shown['desk']}people/")
    return page.locator("main").inner_text()


@pytest.fixture
def olas(pocket, server) -> Page:
    """Ola, a volunteer, signed in on her own phone with the outing open."""
    page = come_in(pocket().new_page(), server, "ola")
    open_outing(page, server)
    return page


def test_whom_a_volunteer_meets_with_her_own_phone_is_hers_and_the_organisers(olas, pocket, server):
    own_link(olas).click()
    expect(olas.get_by_text("Ready to work without signal")).to_be_visible(timeout=30_000)
    assert olas.evaluate("[location.hash, document.URL.includes('member')]") == ["", False]
    expect(olas.locator(".outing", has_text=OUTING)).to_contain_text("you")
    olas.get_by_role("button", name="Start my shift").click()

    stall = Stall(olas, "ola")
    olas.get_by_role("button", name=re.compile("Take a contact")).click()
    owners = olas.get_by_role("group", name=re.compile("Who gets back to them"))
    expect(owners.get_by_role("radio", name="Me")).to_be_checked()
    expect(owners.get_by_text("Mira")).to_be_visible()
    expect(owners.get_by_text("Ola")).to_have_count(0)
    olas.locator(".back").click()
    stall.take_contact(NAME, phone=PHONE, slowly=False)
    stall.send_until_empty()
    taken = [fact for fact in server.facts() if fact["kind"] == "contact"][-1]
    assert len(taken["body"]["sealed"]["wraps"]) == 2

    assert NAME in people_seen_by(olas, server)
    olas.get_by_role("link", name=NAME).click()
    expect(olas.get_by_text(PHONE)).to_be_visible()
    assert NAME in people_seen_by(come_in(pocket().new_page(), server, "mira"), server)
    assert NAME not in people_seen_by(come_in(pocket().new_page(), server, "hugo"), server)


def test_a_link_from_a_session_that_has_ended_leads_to_the_sign_in_and_back(olas, server):
    olas.context.clear_cookies()
    own_link(olas).click()
    expect(olas.get_by_role("heading", name="This phone has not joined")).to_be_visible()
    expect(olas.get_by_text("You are not signed in.")).to_be_visible()
    olas.get_by_role("link", name="Sign in at the desk").click()
    olas.get_by_label("Sign-in name").fill("ola")
    olas.get_by_label("Password", exact=True).fill(server.shown["password"])
    olas.get_by_role("button", name="Unlock").click()
    own_link(olas).click()
    expect(olas.get_by_role("heading", name="Where are you?")).to_be_visible()


def test_who_only_looks_at_numbers_is_offered_no_phone(pocket, server):
    page = come_in(pocket().new_page(), server, "ingmar")
    open_outing(page, server)
    expect(own_link(page)).to_have_count(0)
