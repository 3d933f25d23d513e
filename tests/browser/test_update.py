"""A newer version of the app, with work waiting on the phone: offered and not forced, and nothing is lost or doubled."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.stage import ROOT, Server, wait_for
from tests.browser.stall import Stall

pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]

OLD, NEW = "Take a contact", "Take a new contact"
NOTED = {"taken": 1, "handout": 3, "conversation": 2, "detail": 1, "contact": 1}


@pytest.fixture(scope="module")
def next_version(tmp_path_factory) -> Path:
    """The same product with one word of the phone app changed."""
    root = tmp_path_factory.mktemp("next")
    shutil.copytree(ROOT / "handbill", root / "handbill", ignore=shutil.ignore_patterns("__pycache__"))
    screen = root / "handbill/field/static/field/screens/stall.js"
    before = screen.read_text()
    screen.write_text(before.replace(f'"{OLD}"', f'"{NEW}"'))
    assert screen.read_text() != before
    return root


def note(stall: Stall) -> None:
    for _ in range(3):
        stall.copy()
    stall.talk("Asked: no")
    stall.talk()
    stall.take_contact("Beatrix Marchettini", phone="07700 900377", slowly=False)


def update(server: Server, root: Path) -> None:
    """The operator installs the next version: another process on the same data and port."""
    server.stop()
    server.root = root
    server.start()


def has_key(page, words: str) -> None:
    expect(page.locator(".key-c")).to_contain_text(words)


def offered(page) -> None:
    page.get_by_role("button", name="Shift menu").click()
    expect(page.get_by_text("A newer version is here. Nothing saved is touched.")).to_be_visible(timeout=30_000)


def assert_all_arrived(server: Server, stall: Stall, before: int) -> None:
    stall.send_until_empty()
    facts = server.facts()[before:]
    assert Counter(fact["kind"] for fact in facts) == NOTED
    assert len({fact["id"] for fact in facts}) == len(facts)


@pytest.fixture
def link(server, proxy) -> str:
    return f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}"


@pytest.fixture
def no_facts(proxy) -> None:
    """The pages come, but what was noted does not get through: the outbox stays full."""
    proxy.mood = lambda path, number: "away" if path.endswith("/facts") else "pass"


def test_an_update_waits_to_be_asked_for_and_takes_the_outbox_along(
    server, proxy, link, no_facts, next_version, pocket
):
    before = len(server.facts())
    stall = Stall(pocket().new_page(), "updated")
    stall.join(link, 40)
    note(stall)
    update(server, next_version)
    stall.page.reload()
    has_key(stall.page, OLD)
    offered(stall.page)
    stall.page.locator("button.back").click()
    has_key(stall.page, OLD)
    stall.page.get_by_role("button", name="Shift menu").click()
    stall.page.get_by_role("button", name="Load it now").click()
    has_key(stall.page, NEW)
    expect(stall.page.locator(".f-sync")).to_contain_text("8 saved on this phone, 0 sent")
    expect(stall.page.locator(".key-b")).to_contain_text("2 so far")
    proxy.mood = lambda path, number: "pass"
    assert_all_arrived(server, stall, before)


def test_a_phone_killed_with_an_update_waiting_starts_whole_with_no_server(
    server, proxy, link, no_facts, next_version, phones
):
    before = len(server.facts())
    device = phones("between")
    stall = Stall(device.start(), "between")
    stall.join(link, 40)
    note(stall)
    update(server, next_version)
    stall.page.reload()
    offered(stall.page)
    server.stop()
    device.kill()
    stall.page = device.start()
    stall.page.goto(link.split("#")[0])
    expect(stall.page.locator(".key-c")).to_contain_text("contact")
    expect(stall.page.locator(".f-sync")).to_contain_text("8 saved on this phone, 0 sent")
    proxy.mood = lambda path, number: "pass"
    server.start()
    assert_all_arrived(server, stall, before)


def test_an_update_that_broke_off_leaves_the_old_version_whole(server, proxy, link, next_version, pocket):
    stall = Stall(pocket().new_page(), "broken off")
    stall.join(link, 40)
    broken = []
    proxy.mood = lambda path, number: "drop" if path.endswith("/field/main.js") and not broken.append(path) else "pass"
    update(server, next_version)
    stall.page.reload()
    has_key(stall.page, OLD)
    wait_for(lambda: broken, "the next version was not fetched")
    server.stop()
    stall.page.reload()
    has_key(stall.page, OLD)
    stall.copy()
    expect(stall.page.locator(".keys")).to_contain_text("1 handed out")
