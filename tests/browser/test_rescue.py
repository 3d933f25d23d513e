"""A phone that cannot reach the server saves a file, any member brings it in, and the phone sends too: each thing once."""

import json
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.forensics import find
from tests.browser.stall import Stall

pytestmark = pytest.mark.browser


@pytest.fixture
def stranded(server, proxy, pocket) -> Stall:
    """A phone with work on it that never reached the server: the app sends its first entry within a second of the start."""
    proxy.mood = lambda path, number: "away" if path.endswith("/facts") else "pass"
    stall = Stall(pocket().new_page(), "stranded")
    stall.join(f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}", 40)
    proxy.mood = lambda path, number: "away"
    stall.copy()
    stall.talk("Gave it")
    stall.take_contact("Sanaa Whitlockson", phone="07700 900143", note="Black mould in the nursery", slowly=False)
    return stall


def save_file(stall: Stall, folder: Path) -> Path:
    stall.page.locator(".f-sync").click()
    with stall.page.expect_download() as saving:
        stall.page.get_by_role("button", name="Save a file").click()
    assert saving.value.suggested_filename.startswith("handbill")
    file = folder / "saved" / saving.value.suggested_filename
    saving.value.save_as(file)
    return file


def look_at(page, address: str, file: Path) -> None:
    page.goto(address)
    page.get_by_label("Rescue file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()


def test_a_saved_file_holds_all_that_waits_and_nothing_anybody_can_read(stranded, tmp_path):
    file = save_file(stranded, tmp_path)
    saved = json.loads(file.read_text())
    assert saved["handbill"] == "rescue-1"
    kinds = Counter(fact["kind"] for fact in saved["facts"])
    assert kinds == {"taken": 1, "handout": 1, "conversation": 1, "detail": 1, "contact": 1}
    assert find(file.parent, stranded.typed_words()) == []


def test_what_a_member_brought_in_and_the_phone_sends_later_counts_once(server, proxy, stranded, desk, tmp_path):
    before = len(server.facts())
    file = save_file(stranded, tmp_path)
    page, address = desk(), server.shown["desk"] + "rescue/"
    look_at(page, address, file)
    page.get_by_role("button", name="File 5 entries").click()
    expect(page.get_by_text("5 entries filed.")).to_be_visible()
    rescued = server.facts()[before:]
    assert Counter(fact["kind"] for fact in rescued) == {
        "taken": 1, "handout": 1, "conversation": 1, "detail": 1, "contact": 1,
    }  # fmt: skip

    proxy.mood = lambda path, number: "pass"
    stranded.page.get_by_role("button", name="Try to send now").click()
    expect(stranded.page.get_by_text("All 5 arrived. None was counted twice.")).to_be_visible(timeout=30_000)
    assert server.facts()[before:] == rescued
    look_at(page, address, file)
    expect(page.get_by_role("row", name="Here already, will not be counted twice")).to_contain_text("5")
    expect(page.get_by_role("button", name="File 5 entries")).to_have_count(0)

    page.goto(server.shown["desk"])
    expect(page.get_by_role("link", name="Sanaa Whitlockson")).to_be_visible()
