"""A volunteer's thumb: what the stories press on the phone, by role and name, as a person finds it."""

import contextlib
import re
import time

from playwright.sync_api import Page, TimeoutError, expect

BETWEEN_TAPS = 170  # ms; the app takes a second tap on one key within 150 ms for a bounce


class Stall:
    """One phone's page and what was noted on it, kept for comparing later."""

    def __init__(self, page: Page, who: str):
        self.page, self.who = page, who
        self.copies = self.handouts = self.conversations = self.asked = self.given = self.in_vain = 0
        self.contacts: list[dict] = []

    def join(self, link: str, copies: int) -> None:
        """Scan the square, wait until it works without signal, take copies, start."""
        self.page.goto(link)
        expect(self.page.get_by_text("Ready to work without signal")).to_be_visible(timeout=30_000)
        for _ in range(abs(copies - self._offered()) // 5):
            self.page.get_by_role("button", name="5 more" if copies > self._offered() else "5 fewer").click()
        self.page.get_by_role("button", name="Start my shift").click()
        expect(self.page.get_by_role("button", name=re.compile("Take a contact"))).to_be_visible()

    def _offered(self) -> int:
        return int(self.page.locator("output").first.inner_text())

    def open_again(self, address: str) -> None:
        """From a cold start, with no server anywhere."""
        self.page.goto(address)
        expect(self.page.get_by_role("button", name=re.compile("Take a contact"))).to_be_visible(timeout=15_000)

    def copy(self, n: int = 1) -> None:
        self.page.get_by_role("button", name=re.compile(rf"plus\s*{n}\b")).first.click()
        self.copies, self.handouts = self.copies + n, self.handouts + 1
        self.page.wait_for_timeout(BETWEEN_TAPS)

    def wanted_one(self) -> None:
        self.page.get_by_role("button", name=re.compile("wanted one")).click()
        self.in_vain += 1
        self.page.wait_for_timeout(BETWEEN_TAPS)

    def talk(self, ask: str | None = None, question: str | None = None) -> None:
        """One conversation; `ask` is the words on the choice, `question` one of the group's list."""
        self.page.get_by_role("button", name=re.compile(r"plus\s*1\s*conversation")).click()
        sheet = self.page.get_by_role("dialog")
        if ask:
            sheet.locator("label", has_text=ask).click()
        if question:
            sheet.locator("label", has_text=question).click()
        sheet.get_by_role("button", name="Done").click()
        expect(sheet).to_have_count(0)
        self.conversations += 1
        self.asked += ask in ("Asked: no", "Later", "Gave it")
        self.given += ask == "Gave it"

    def take_contact(
        self, name: str, *, phone: str = "", email: str = "", note: str = "", agrees: str = "Call", slowly: bool = True
    ) -> None:
        """Type at a person's pace, by real keys, and seal."""
        self.page.get_by_role("button", name=re.compile("Take a contact")).click()
        self._type("Name", name, slowly)
        if phone:
            self._type("Phone", phone, slowly)
        if email:
            self._type(re.compile("e-mail"), email, slowly)
        self.page.locator("label.chip", has_text=re.compile(f"^{agrees}$")).click()
        if note:
            self.page.get_by_role("button", name="Note").click()
            self._type("Note", note, slowly)
        self.page.get_by_role("button", name="Seal and save").click()
        expect(self.page.get_by_role("heading", name=re.compile("This phone can no longer read it"))).to_be_visible()
        self.page.get_by_role("button", name="Back to the stall").click()
        self.contacts.append({"name": name, "phone": phone, "email": email, "note": note})

    def _type(self, label, text: str, slowly: bool) -> None:
        field = self.page.get_by_label(label, exact=isinstance(label, str)).first
        field.click()
        field.press_sequentially(text, delay=35 if slowly else 5)

    def shown(self) -> dict[str, int]:
        """The numbers on the keys."""
        text = self.page.locator(".keys").inner_text()
        return {
            "conversations": int(re.search(r"conversation\s+(\d+) so far", text).group(1)),
            "contacts": int(re.search(r"Take a contact\s+(\d+) so far", text).group(1)),
        }

    def send_until_empty(self, seconds: float = 90) -> None:
        """Open 'On this phone' and press Try until all has arrived."""
        self.page.locator(".f-sync").click()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.page.get_by_text(re.compile(r"^Received \d")).count():
                return
            again = self.page.get_by_role("button", name="Try to send now")
            with contextlib.suppress(TimeoutError):  # all has arrived, and the button is gone
                again.click(timeout=1000)
            self.page.wait_for_timeout(400)
        raise AssertionError(f"{self.who}: not everything was sent: {self.page.locator('body').inner_text()[:600]}")

    def typed_words(self) -> list[str]:
        """Everything personal that was typed on this phone."""
        return [word for contact in self.contacts for word in contact.values() if word]
