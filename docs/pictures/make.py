"""Takes the guide's pictures anew, from a demo that it starts itself: `python docs/pictures/make.py` (needs Chromium).

It walks the day the guide tells: set-up on an empty folder, then in the made-up union an outing planned and prepared at
the desk, a shift on a phone, the evening after. So it also tries what the guide says. Pictures have 64 colours, as ink
and paper need no more, and stay below 150 kB each, which a test holds.
"""

import io
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "handbill/desk/static/desk/guide"
DESK, PHONE = {"width": 1100, "height": 760}, {"width": 360, "height": 720}
COLOURS = 64


def main() -> int:
    from playwright.sync_api import sync_playwright

    from tests.browser.stage import FLAGS, Server

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, command, walk in (("new", "serve", set_up), ("demo", "demo", a_day)):
            data = Path(folder) / name / "data"
            data.parent.mkdir()
            server = Server(data, command).start()
            try:
                walk(browser, server)
            finally:
                server.stop()
        browser.close()
    return 0


def set_up(browser, server) -> None:
    """The first of the three steps, as the first start shows it."""
    page = browser.new_page(viewport=DESK)
    page.goto(server.shown["desk"])
    page.locator("[name=name]").fill("Aldermouth Tenants’ Union")
    page.locator("[name=paper]").fill("The Stairwell")
    page.locator("h1").click()
    keep(page.screenshot(), "set-up")


def a_day(browser, server) -> None:
    """Before, at the stall, and after."""
    desk = browser.new_page(viewport=DESK)
    home = server.shown["desk"]
    desk.goto(home)
    desk.fill("[name=login]", server.shown["login"])
    desk.fill("[name=password]", server.shown["password"])
    desk.get_by_role("button", name="Unlock").click()
    outing = plan(desk, home)
    a_shift(browser, desk.locator("#square input").input_value())
    the_evening_after(desk, home, outing)


def plan(desk, home: str) -> str:
    """An outing outside the town hall that is on now; gives its address."""
    begun = datetime.now(ZoneInfo("Europe/London")) - timedelta(minutes=20)
    desk.goto(f"{home}outings/new/")
    desk.get_by_label("Place", exact=True).fill("Linden Street corner")
    desk.locator("label", has_text="Crowd outside an event").click()
    desk.get_by_label("Day", exact=True).fill(f"{begun:%Y-%m-%d}")
    desk.get_by_label("From", exact=True).fill(f"{begun:%H:%M}")
    desk.get_by_label("To", exact=True).fill(f"{begun + timedelta(hours=2):%H:%M}")
    desk.get_by_label("Who holds the event?").fill("Aldermouth Council")
    desk.get_by_label("People expected there").fill("400")
    desk.get_by_label("How many of you are needed").fill("3")
    desk.get_by_label("Conversations", exact=True).fill("35")
    desk.locator("h1").scroll_into_view_if_needed()
    keep(desk.screenshot(), "plan")
    desk.get_by_role("button", name="Plan the outing").click()
    address = desk.url
    part(desk, "#bring", "bring")
    part(desk, "#square", "square")
    part(desk, "#sheets", "paper")
    return address


def a_shift(browser, link: str) -> None:
    """Join, count, talk, take a contact, look what is sent, count what is left."""
    from tests.browser.stall import Stall

    phone = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    phone.goto(link)
    phone.get_by_text("Ready to work without signal").wait_for()
    keep(phone.screenshot(), "phone-join")
    stall = Stall(phone, "helper")
    stall.join(link, 30)
    for _ in range(4):
        stall.copy()
    stall.copy(5)
    stall.talk("Asked: no")
    keep(phone.screenshot(), "phone-stall")
    phone.get_by_role("button", name="conversation").first.click()
    sheet = phone.get_by_role("dialog")
    sheet.locator("label", has_text="Gave it").click()
    keep(phone.screenshot(), "phone-conversation")
    sheet.get_by_role("button", name="Done").click()
    phone.get_by_role("button", name="Take a contact").click()
    phone.get_by_label("Name", exact=True).fill("Rhea Linnet")
    phone.get_by_label("Phone", exact=True).first.fill("07700 900 981")
    phone.locator("label.chip", has_text="Call").first.click()
    keep(phone.screenshot(), "phone-contact")
    phone.get_by_role("button", name="Seal and save").click()
    phone.get_by_role("heading", name="can no longer read it").wait_for()
    keep(phone.screenshot(), "phone-sealed")
    phone.get_by_role("button", name="Back to the stall").click()
    stall.send_until_empty()
    keep(phone.screenshot(), "phone-sent")
    phone.get_by_role("button", name="End my shift").click()
    keep(phone.screenshot(), "phone-leftovers")


def the_evening_after(desk, home: str, outing: str) -> None:
    """Today, a person, a debrief, the stock, somebody who leaves, in and out."""
    desk.goto(home)
    keep(desk.screenshot(), "today")
    name = desk.locator("a[href^='/people/'][href$='/']:not([href='/people/'])").first
    desk.goto(f"{home.rstrip('/')}{name.get_attribute('href')}")
    keep(desk.screenshot(), "person")
    desk.goto(f"{home}outings/")
    desk.get_by_role("link", name="Debrief", exact=True).first.click()
    keep(desk.screenshot(), "debrief")
    desk.goto(f"{home}people/")
    keep(desk.screenshot(), "people")
    desk.goto(f"{home}copies/")
    keep(desk.screenshot(), "copies")
    desk.goto(f"{home}set-up/")
    keep(desk.screenshot(), "members")


def part(page, selector: str, name: str) -> None:
    keep(page.locator(selector).first.screenshot(), name)


def keep(png: bytes, name: str) -> None:
    """Few colours, no dates in the file: the same screen gives the same bytes."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as taken:
        FOLDER.mkdir(parents=True, exist_ok=True)
        few = taken.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
