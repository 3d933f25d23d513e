"""The desk works with script off: sign in, plan, open a person, note an outcome, hand over, erase."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, server):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.goto(server.shown["desk"])
    opened.get_by_label("Sign-in name").fill(server.shown["login"])
    opened.get_by_label("Password", exact=True).fill(server.shown["password"])
    opened.get_by_role("button", name="Unlock").click()
    expect(opened.get_by_role("navigation", name="Main").first).to_be_visible()
    yield opened
    context.close()


def test_a_day_at_the_desk_with_script_off(page, server):
    home = server.shown["desk"]
    plan_an_outing(page, home)
    page.goto(home)
    waiting = page.locator("article.due", has_text="How did it go?").locator("h3 a").first
    name, person = waiting.inner_text(), waiting.get_attribute("href")
    note_an_outcome(page, home, name)
    hand_over(page, home, person)
    erase(page, home, person, name)


def plan_an_outing(page: Page, home: str) -> None:
    page.goto(f"{home}outings/new/")
    page.get_by_label("Place", exact=True).fill("Tram depot gate")
    page.get_by_role("radio", name="Factory or depot gate").check()
    page.get_by_role("button", name="Plan the outing").click()
    expect(page.get_by_text("Choose the day.").first).to_be_visible()
    page.locator("[name=day]").fill((date.today() + timedelta(days=9)).isoformat())
    page.locator("[name=start]").fill("18:00")
    page.locator("[name=end]").fill("20:00")
    page.get_by_role("button", name="Plan the outing").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tram depot gate")


def note_an_outcome(page: Page, home: str, name: str) -> None:
    row = page.locator("article.due").filter(has=page.get_by_role("link", name=name, exact=True)).first
    row.get_by_text("How did it go?").click()
    row.get_by_role("button", name="No answer").click()
    expect(page.locator(".flashes")).to_contain_text("Saved:")


def hand_over(page: Page, home: str, person: str) -> None:
    page.goto(home + person.lstrip("/"))
    part = page.locator("#hand-over")
    part.get_by_role("combobox").select_option(label="Ola")
    part.get_by_role("button", name="Offer them").click()
    expect(page.locator("#hand-over")).to_contain_text("Offered to Ola")


def erase(page: Page, home: str, person: str, name: str) -> None:
    page.goto(f"{home}{person.lstrip('/')}erasure/")
    page.locator("[name=reason][value=asked]").check()
    page.get_by_role("button", name="Erase for good").click()
    assert page.goto(home + person.lstrip("/")).status == 404
    page.goto(f"{home}people/")
    expect(page.get_by_text(name, exact=True)).to_have_count(0)
