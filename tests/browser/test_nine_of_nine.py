"""From the first sync to 'nine of nine in 48 hours': a volunteer leads, an organiser and a second volunteer take their share."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import backstage
from tests.browser.stall import Stall

pytestmark = pytest.mark.browser

NAMES = ["Amal", "Bron", "Ceri", "Dewi", "Elen", "Ffion", "Gwen", "Huw", "Iolo"]
FAMILY = "Penhallow"


class Member:
    """Somebody at the desk, in a browser of her own."""

    def __init__(self, chromium: Browser, server, login: str, width: int = 1280):
        self.home = server.shown["desk"]
        self.page: Page = chromium.new_context(viewport={"width": width, "height": 844}).new_page()
        self.page.set_default_timeout(15_000)
        self.page.goto(self.home)
        self.page.get_by_label("Sign-in name").fill(login)
        self.page.get_by_label("Password", exact=True).fill(server.shown["password"])
        self.page.get_by_role("button", name="Unlock").click()
        self.page.wait_for_url(self.home)

    def opens(self, path: str = "") -> Page:
        self.page.goto(self.home + path)
        return self.page

    def waits(self) -> list[str]:
        """The nine of today who wait for her, by first name."""
        self.opens()
        shown = self.page.locator(".due h3 a").all_inner_texts()
        return sorted(name.split()[0] for name in shown if FAMILY in name)

    def row(self, name: str):
        return self.page.locator("article.due").filter(has=self.page.get_by_role("link", name=f"{name} {FAMILY}"))

    def notes(self, name: str, outcome: str) -> None:
        """One tap, after opening the row."""
        self.opens()
        self.row(name).get_by_text("How did it go?").click()
        self.row(name).get_by_role("button", name=outcome).click()
        expect(self.page.locator(".flashes")).to_contain_text("Saved:")

    def answers(self, answer: str, times: int) -> None:
        for _ in range(times):
            self.opens()
            mine = self.page.locator("#offered article").filter(has_text="Outside the town hall")
            mine.first.get_by_role("button", name=answer).click()
            expect(self.page.locator(".flashes")).to_contain_text(re.compile("Accepted|Declined"))


@pytest.fixture
def members(chromium, server):
    """Signs members in; all browsers are closed afterwards."""
    made: list[Member] = []

    def sign_in(login: str, width: int = 1280) -> Member:
        made.append(Member(chromium, server, login, width))
        return made[-1]

    yield sign_in
    for member in made:
        member.page.context.close()


def test_nine_people_hear_back_in_48_hours(server, proxy, pocket, members):
    outing = f"outings/{backstage.on(server, 'led-by-a-volunteer')['outing']}/"
    nine_give_a_contact(server, proxy, pocket)
    ola, hugo, mira, ingmar = members("ola"), members("hugo", width=390), members("mira"), members("ingmar")
    assert ola.waits() == sorted(NAMES), "a helper's people are with whoever leads"
    assert hugo.waits() == mira.waits() == []

    ola_shares_them_out(ola, outing, {"Amal": "Hugo", "Bron": "Hugo", "Ceri": "Hugo", "Dewi": "Mira", "Elen": "Mira"})
    names_are_sealed_for_whoever_is_asked(hugo)
    hugo.answers("Accept", times=2)
    hugo.answers("Decline", times=1)
    mira.answers("Accept", times=2)
    assert (hugo.waits(), mira.waits()) == (["Amal", "Bron"], ["Dewi", "Elen"])
    assert ola.waits() == ["Ceri", "Ffion", "Gwen", "Huw", "Iolo"]
    expect(ola.row("Ceri")).to_contain_text("Hugo cannot take this one.")

    what_was_handed_on_is_closed(ola, hugo)
    everybody_is_rung(ola, hugo, mira)
    for member in (ola, mira, ingmar):
        expect(member.opens(outing).locator("#getting-back")).to_contain_text("9 of 9 in 48 hours")
    a_viewer_sees_numbers_and_no_people(ingmar)
    who_wants_no_contact_is_on_no_list(ola)
    what_is_late_has_gone_up(mira)


def nine_give_a_contact(server, proxy, pocket) -> None:
    """On a helper's phone, by the square; it syncs for the first time."""
    stall = Stall(pocket(reduced_motion="reduce", timezone_id="Europe/London").new_page(), "helper")
    stall.join(f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}", 10)
    for number, name in enumerate(NAMES):
        stall.take_contact(f"{name} {FAMILY}", phone=f"07700 9006{number:02d}", agrees="Call", slowly=False)
    stall.send_until_empty()


def ola_shares_them_out(ola: Member, outing: str, chosen: dict[str, str]) -> None:
    page = ola.opens(outing)
    page.get_by_role("link", name="Share out 9 new people").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("9 new people to share out")
    for name in NAMES:
        row = page.locator("li.share").filter(has_text=f"{name} {FAMILY}")
        expect(row).to_contain_text("Suggested:")
        row.get_by_role("combobox").select_option(label=chosen.get(name, "Ola"))
    page.get_by_role("button", name="Share out").click()
    expect(page.locator(".flashes")).to_contain_text("5 people are offered.")
    page.locator(".flashes").get_by_role("button", name="Undo").click()
    expect(page.locator(".flashes")).to_contain_text("Taken back: 5 people.")
    page.goto(ola.home + outing + "share-out/")
    for name in NAMES:
        row = page.locator("li.share").filter(has_text=f"{name} {FAMILY}")
        row.get_by_role("combobox").select_option(label=chosen.get(name, "Ola"))
    page.get_by_role("button", name="Share out").press("Enter")
    expect(page.get_by_text("Offered, not yet answered")).to_be_visible()


def names_are_sealed_for_whoever_is_asked(hugo: Member) -> None:
    page = hugo.opens()
    offered = page.locator("#offered")
    expect(offered).to_contain_text("Ola asks you to get back to them.")
    assert FAMILY not in page.content() and "9006" not in page.content()


def what_was_handed_on_is_closed(ola: Member, hugo: Member) -> None:
    """Guessing the address of somebody who is another's now ends in nothing."""
    hugo.opens()
    address = hugo.page.get_by_role("link", name=f"Amal {FAMILY}").get_attribute("href")
    answer = ola.page.goto(ola.home.rstrip("/") + address)
    assert answer.status == 404 and FAMILY not in ola.page.content()


def everybody_is_rung(ola: Member, hugo: Member, mira: Member) -> None:
    hugo.opens()
    expect(hugo.row("Amal").get_by_role("link", name="Call")).to_have_attribute("href", "tel:+447700900600")
    hugo.notes("Amal", "No answer")
    assert "Amal" in hugo.waits(), "nobody answered: it stays open"
    for name in ("Amal", "Bron"):
        hugo.notes(name, "We talked")
    mira.notes("Dewi", "We talked")
    mira.page.locator(".flashes").get_by_role("button", name="Undo").click()
    assert "Dewi" in mira.waits(), "undone, it is open again"
    for name in ("Dewi", "Elen"):
        mira.notes(name, "We talked")
    ola.notes("Ceri", "Wants no contact")
    for name in ("Ffion", "Gwen", "Huw", "Iolo"):
        ola.notes(name, "We talked")
    assert ola.waits() == hugo.waits() == mira.waits() == []


def a_viewer_sees_numbers_and_no_people(ingmar: Member) -> None:
    assert FAMILY not in ingmar.page.content()
    assert ingmar.page.goto(ingmar.home + "people/").status == 403


def who_wants_no_contact_is_on_no_list(ola: Member) -> None:
    page = ola.opens("people/")
    page.get_by_role("link", name=f"Ceri {FAMILY}").click()
    expect(page.get_by_role("heading", name="Wants no contact")).to_be_visible()
    assert "tel:" not in page.content() and page.get_by_role("button", name="Offer them").count() == 0


def what_is_late_has_gone_up(mira: Member) -> None:
    """Somebody of an outing Mira led waits with Ola for more than a day: Mira takes them over and rings."""
    page = mira.opens()
    late = page.locator("#gone-up article").first
    name = late.get_by_role("heading").inner_text()
    late.get_by_role("button", name="Take over").click()
    expect(page.locator(".flashes")).to_contain_text("You get back to them from now on.")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_text("How did it go?", exact=True).first.click()
    page.get_by_role("button", name="We talked").first.click()
    expect(page.locator(".flashes")).to_contain_text("Saved: you talked.")
