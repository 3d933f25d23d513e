"""The desk works with script off: sign in, plan, find and open a person, note an outcome, hand over, erase, share out, type a sheet."""

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


def test_what_an_outing_brought_with_script_off(page, server):
    home = server.shown["desk"]
    name = page.locator("article.due h3 a").first.inner_text()
    find(page, home, name)
    page.goto(home)
    sharing = page.get_by_role("link", name="Share out").first.get_attribute("href")
    share_out(page, home + sharing.lstrip("/"))
    type_a_sheet(page, home + sharing.lstrip("/").removesuffix("share-out/"))


def find(page: Page, home: str, name: str) -> None:
    page.goto(f"{home}people/")
    page.locator("main input[name=words]").fill(name)
    page.locator("main input[name=words]").press("Enter")
    expect(page.locator("main").get_by_text(name, exact=True).first).to_be_visible()


def share_out(page: Page, address: str) -> None:
    page.goto(address)
    waiting = page.locator("li.share")
    before = waiting.count()
    for row in waiting.all():
        row.get_by_role("combobox").select_option(label="Ola")
    page.get_by_role("button", name="Share out").click()
    page.goto(address)
    assert before > 0 and waiting.count() == 0
    assert page.get_by_text("Offered to Ola").count() >= before


def type_a_sheet(page: Page, outing: str) -> None:
    page.goto(outing)
    with page.context.expect_page():  # the sheets open beside the outing
        page.get_by_role("button", name="Tally sheets").click()
    page.goto(outing)
    page.locator(".sheet-list a", has_text="Tally").last.click()
    page.get_by_role("button", name="File the sheet").click()
    expect(page.get_by_text("There is nothing on it yet.").first).to_be_visible()
    page.locator("[name=taken]").fill("30")
    page.locator(".of-strokes input").first.fill("5+5+3")
    page.get_by_role("button", name="File the sheet").click()
    expect(page.locator(".flashes")).to_contain_text("Filed:")


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
