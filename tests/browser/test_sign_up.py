"""A copy is passed on: its square, the page, a sign-up without script and one with; the follow-up; pass-along counted."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import Looks
from tests.browser.test_nine_of_nine import Member

pytestmark = pytest.mark.browser

BATCH = "14F"  # of the demo's issue 14, taken to an outing
TYPED = "Bea Penhallow"


@pytest.fixture
def mira(chromium, server):
    """An organiser at the desk."""
    member = Member(chromium, server, "mira")
    yield member
    member.page.context.close()


@pytest.fixture
def reader(chromium, server):
    """A phone that has never been here; `reader(script=False)` runs none."""
    contexts = []

    def take(script: bool = True, **more) -> Page:
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=script, timezone_id="Europe/London", **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield take
    for context in contexts:
        context.close()


def test_a_copy_that_was_passed_on_leads_back(chromium, server, mira, reader):
    address = server.shown["desk"] + BATCH
    before = sign_ups(server)

    without = reader(script=False)
    without.goto(address)
    expect(without.get_by_text("It is sealed the moment it arrives")).to_be_visible()
    fill_in(without, f"{TYPED} I", "07700 900811")
    without.get_by_role("button", name="Seal and send").click()
    expect(without.get_by_role("heading", level=1)).to_have_text("Thank you. It is sealed.")
    expect(without.get_by_text(re.compile(r"Somebody writes to you by \w+day\."))).to_be_visible()

    posted: list[str] = []
    with_script = reader()
    with_script.on("request", lambda request: posted.append(request.post_data or ""))
    with_script.goto(address)
    expect(with_script.get_by_text("It is sealed inside your phone before it is sent.")).to_be_visible()
    what_is_wrong_is_said_at_the_field(with_script)
    fill_in(with_script, f"{TYPED} II", "07700 900812")
    with_script.get_by_role("button", name="Seal and send").click()
    expect(with_script.get_by_role("heading", level=1)).to_have_text("Thank you. It is sealed.")
    sent = "".join(posted)
    assert "sealed=" in sent
    assert "Penhallow" not in sent
    assert "900812" not in sent
    for page in (without, with_script):
        assert not page.context.cookies()
    assert with_script.evaluate("localStorage.length + sessionStorage.length") == 0

    owner_sees_them_on_today(chromium, server, mira)
    assert sign_ups(server) == before + 2


def test_many_at_once_work_for_it_and_get_in(server, reader):
    """The browser's own part under attack is tried with the page's puzzle, as handed out while the limit is used up."""
    address = server.shown["desk"] + BATCH
    page = reader()
    page.goto(address)
    solved = page.evaluate(
        """async () => {
          const { solve } = await import("/static/signup/work.js");
          const { blake2b } = await import("/static/field/vendor/noble.js");
          return solve("a puzzle", blake2b);
        }"""
    )
    assert re.fullmatch(r"a puzzle \d+", solved)


def test_the_public_pages_pass_axe_and_fit_a_phone(server, reader):
    address = server.shown["desk"] + BATCH
    page = reader(bypass_csp=True)
    looks = Looks(page)
    for name, path in (("square", address), ("join", "join/"), ("details", "join/details/"), ("news", "join/news/x/")):
        page.goto(path if path.startswith("http") else server.shown["desk"] + path)
        looks.at(name)
    page.goto(address)
    page.get_by_role("button", name="Seal and send").click()
    looks.at("errors")
    assert not looks.wrong, "\n".join(looks.wrong)


def fill_in(page: Page, name: str, phone: str) -> None:
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("Phone", exact=True).fill(phone)
    page.get_by_label("Ring me", exact=True).check()
    page.get_by_label("A friend passed it on").check()


def what_is_wrong_is_said_at_the_field(page: Page) -> None:
    page.get_by_label("Phone", exact=True).fill("12")
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_text("This is no phone number that anybody could dial.")).to_be_visible()
    expect(page.get_by_text("Tick at least one, else nobody may write or ring.")).to_be_visible()
    page.get_by_label("Phone", exact=True).fill("07700 900812")
    expect(page.get_by_text("This is no phone number that anybody could dial.")).to_be_hidden()
    page.get_by_label("Phone", exact=True).fill("12")
    expect(page.get_by_label("Phone", exact=True)).to_have_value("12")


def owner_sees_them_on_today(chromium: Browser, server, mira: Member) -> None:
    """The follow-up stands with the lead of the outing that the batch went to; the card opens there and for an organiser."""
    mira.opens("people/")
    for number in ("I", "II"):
        expect(mira.page.get_by_role("link", name=f"{TYPED} {number}", exact=True)).to_be_visible()
    mira.page.get_by_role("link", name=f"{TYPED} II", exact=True).click()
    expect(mira.page.locator("main")).to_contain_text("07700 900812")
    address = mira.page.url.removeprefix(mira.home)
    name = re.search(r"(Ola|Hugo|Mira)", mira.page.locator("main").inner_text())[1]
    owner = Member(chromium, server, name.casefold())
    try:
        shown = owner.opens("").locator("main")
        expect(shown.get_by_role("link", name=f"{TYPED} II", exact=True)).to_be_visible()
        expect(shown).to_contain_text("They signed up by themselves")
        expect(owner.opens(address).locator("main")).to_contain_text("07700 900812")
    finally:
        owner.page.context.close()


def sign_ups(server) -> int:
    """Those who said that a friend passed it on, as the ledger counts them for every batch."""
    told = server.facts()
    return sum(fact["kind"] == "sign_up" and fact["body"].get("way") == "friend" for fact in told)
