"""A passkey in a real browser: added on one's own page, asked for at the sign-in, taken away."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Browser:
    """A desk under a name, since passkeys belong to one, with a device that Chromium plays."""

    def __init__(self, page: Page, server):
        self.page, self.password = page, server.shown["password"]
        self.home = server.shown["desk"].replace("127.0.0.1", "localhost")
        self.wires = page.context.new_cdp_session(page)
        self.wires.send("WebAuthn.enable")
        self.device = self.wires.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def type_password(self) -> None:
        self.page.goto(self.home)
        self.page.get_by_label("Sign-in name").fill("mira")
        self.page.get_by_label("Password", exact=True).fill(self.password)
        self.page.get_by_role("button", name="Unlock").click()

    def sign_out(self) -> None:
        self.page.locator("details.who summary").click()
        self.page.get_by_role("button", name="Sign out").click()

    def uses(self) -> int:
        (credential,) = self.wires.send("WebAuthn.getCredentials", {"authenticatorId": self.device})["credentials"]
        return credential["signCount"]


@pytest.fixture
def browser(chromium, server):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield Browser(page, server)
    context.close()


def test_a_passkey_is_added_asked_for_and_taken_away(browser):
    page, said = browser.page, []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    browser.type_password()
    page.wait_for_url(browser.home)
    page.goto(f"{browser.home}me/passkeys/")
    page.get_by_label("What do you call the device?").fill("my laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".flashes")).to_contain_text("From now on the sign-in asks for a passkey.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("my laptop")

    browser.sign_out()
    browser.type_password()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.goto(f"{browser.home}people/")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    before = browser.uses()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("navigation", name="Main").first).to_be_visible()
    assert browser.uses() == before + 1

    page.goto(f"{browser.home}me/passkeys/")
    page.get_by_role("button", name=re.compile("Take it away")).click()
    browser.sign_out()
    browser.type_password()
    page.wait_for_url(browser.home)
    assert said == []


def test_a_device_that_is_not_hers_gets_a_sentence(browser):
    """The browser finds no passkey it knows: nothing is sent, and the page says so."""
    page = browser.page
    browser.type_password()
    page.goto(f"{browser.home}me/passkeys/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".flashes")).to_contain_text("From now on")
    browser.sign_out()
    browser.wires.send("WebAuthn.clearCredentials", {"authenticatorId": browser.device})
    browser.type_password()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was shown.")).to_be_visible()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
