"""Cold starts with no server anywhere, several outings and groups on one phone, squares that ended, a restored server."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from handbill.desk.commands.backup_key import make_backup_key
from tests.browser import backstage
from tests.browser.stage import answers
from tests.browser.stall import Stall

pytestmark = pytest.mark.browser


@pytest.fixture
def field(proxy) -> str:
    return f"{proxy.origin}/field/"


@pytest.fixture
def link(server, field) -> str:
    return f"{field}#{server.shown['pass'].split('#')[1]}"


def test_a_killed_phone_starts_with_no_server_and_counts_on(link, field, server, proxy, phones):
    device = phones("cold")
    stall = Stall(device.start(), "cold")
    stall.join(link, 40)
    server.stop()
    assert not answers(proxy.origin)
    stall.copy(5)
    stall.talk("Gave it")
    stall.take_contact("Sanaa Whitlockson", phone="07700 900143", slowly=False)
    device.kill()
    stall.page = device.start()
    stall.open_again(field)
    assert stall.shown() == {"conversations": 1, "contacts": 1}
    expect(stall.page.get_by_text("copies left of your 40")).to_be_visible()
    stall.talk()
    assert stall.shown() == {"conversations": 2, "contacts": 1}


def test_the_app_is_kept_in_the_end_when_a_file_was_lost_on_the_way(link, field, server, proxy, pocket):
    lost = []

    def lose_one(path: str, number: int) -> str:
        if path.endswith("field/main.js") and len(lost) < 2:
            lost.append(path)
            return "pass" if len(lost) == 1 else "drop"  # the page gets it, the worker does not
        return "pass"

    proxy.mood = lose_one
    page = pocket().new_page()
    page.goto(link)
    expect(page.get_by_text("Ready to work without signal")).to_be_visible(timeout=60_000)
    assert len(lost) == 2
    server.stop()
    page.goto(field)
    expect(page.get_by_role("heading", name="Where are you?")).to_be_visible()


def test_several_outings_and_two_groups_live_on_one_phone(link, field, server, pocket):
    before = len(server.facts())
    depot = backstage.on(server, "another-outing")
    quay = backstage.on(server, "second-group")
    stall = Stall(pocket().new_page(), "three places")
    stall.join(link, 40)
    stall.join(f"{field}#{depot['pass']}", 10)
    stall.join(f"{field}#{quay['pass']}", 5)
    server.stop()
    for place, talks in (("Outside the town hall", 1), (depot["place"], 2), (quay["place"], 3)):
        go_to(stall.page, field, place)
        for _ in range(talks):
            stall.talk()
        expect(stall.page.locator(".keys")).to_contain_text(f"{talks} so far")
    server.start()
    stall.page.evaluate("dispatchEvent(new Event('online'))")
    for place in ("Outside the town hall", depot["place"], quay["place"]):
        go_to(stall.page, field, place)
        expect(stall.page.locator(".f-sync")).to_contain_text("All sent", timeout=30_000)

    facts = server.facts()[before:]
    talks = Counter(fact["outing"] for fact in facts if fact["kind"] == "conversation")
    assert sorted(talks.values()) == [1, 2, 3]
    assert (talks[depot["outing"]], talks[quay["outing"]]) == (2, 3)
    assert len({fact["phone"] for fact in facts}) == 3, "two outings, two groups: no number ties them together"


def test_what_was_noted_before_a_square_was_withdrawn_still_arrives(link, server, proxy, desk, pocket):
    before = len(server.facts())
    stall = Stall(pocket().new_page(), "withdrawn")
    stall.join(link, 40)
    proxy.mood = lambda path, number: "away"
    stall.copy()
    withdraw_square(desk(), end_phones=False)
    proxy.mood = lambda path, number: "pass"
    stall.send_until_empty()
    assert [fact["kind"] for fact in server.facts()[before:]] == ["taken", "handout"]


def test_a_phone_that_was_let_go_keeps_all_until_it_is_shown_a_new_square(link, field, server, proxy, desk, pocket):
    before = len(server.facts())
    stall = Stall(pocket().new_page(), "let go")
    stall.join(link, 40)
    proxy.mood = lambda path, number: "away"
    stall.copy()
    stall.take_contact("Tomasz Adeyomi", phone="07700 900299", slowly=False)
    organiser = desk()
    withdraw_square(organiser, end_phones=True)
    proxy.mood = lambda path, number: "pass"
    stall.page.locator(".f-sync").click()
    stall.page.evaluate("dispatchEvent(new Event('online'))")
    expect(stall.page.get_by_role("heading", name="This phone was let go")).to_be_visible(timeout=30_000)
    expect(stall.page.get_by_role("alert")).to_contain_text(
        "Everything is still here. Ask Mira to show you a new square"
    )
    told = server.facts()[before:]
    assert {fact["kind"] for fact in told} <= {"taken"}

    stall.page.goto("about:blank")
    stall.page.goto(f"{field}#{new_square(organiser)}")
    stall.page.get_by_role("button", name="Carry on with my shift").click()
    stall.copy()
    stall.send_until_empty()
    facts = server.facts()[before:]
    phone = next(fact["phone"] for fact in facts if fact["kind"] == "taken")
    own = Counter(fact["kind"] for fact in facts if fact["phone"] == phone)
    assert own == {"taken": 1, "handout": 2, "contact": 1}
    stray = [fact["kind"] for fact in facts if fact["phone"] != phone]
    assert stray == ["shift_ended"], "the number it had for a moment, before it knew the outing, is not waited for"


def test_a_phone_from_the_drawer_sends_what_it_has_after_the_square_ended(link, field, server, pocket):
    before = len(server.facts())
    stall = Stall(pocket().new_page(), "drawer")
    stall.join(link, 40)
    server.stop()
    stall.copy()
    stall.talk()
    outing = backstage.on(server, "end-by-time")
    server.start()
    stall.page.goto("about:blank")
    stall.page.goto(link)
    expect(stall.page.get_by_role("heading", name="On this phone")).to_be_attached()
    expect(stall.page.get_by_text("All 3 arrived. None was counted twice.")).to_be_visible(timeout=30_000)
    facts = server.facts()[before:]
    assert [fact["kind"] for fact in facts] == ["taken", "handout", "conversation"]
    assert {fact["outing"] for fact in facts} == {outing["outing"]}


def test_a_phone_that_never_was_there_is_not_let_in_by_an_ended_square(link, server, pocket):
    backstage.on(server, "end-by-time")
    page = pocket().new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="This square does not open")).to_be_visible()


def test_joining_again_keeps_what_was_not_sent(link, server, pocket):
    before = len(server.facts())
    stall = Stall(pocket().new_page(), "again")
    stall.join(link, 40)
    server.stop()
    stall.copy()
    stall.talk()
    server.start()
    stall.page.goto("about:blank")
    stall.page.goto(link)
    stall.page.get_by_role("button", name="Carry on with my shift").click()
    expect(stall.page.locator(".keys")).to_contain_text("1 handed out")
    stall.send_until_empty()
    facts = server.facts()[before:]
    assert Counter(fact["kind"] for fact in facts) == {"taken": 1, "handout": 1, "conversation": 1}
    assert len({fact["phone"] for fact in facts}) == 1


def test_a_server_restored_from_a_backup_is_offered_everything_again(link, field, server, tmp_path, pocket):
    before = len(server.facts())
    stall = Stall(pocket().new_page(), "restored")
    stall.join(link, 40)
    stall.copy()
    expect(stall.page.locator(".f-sync")).to_contain_text("All sent", timeout=30_000)
    server.environment["HANDBILL_BACKUP_KEY"] = make_backup_key(server.data)
    backup = tmp_path / "night.backup"
    told = server.run("backup", str(backup))
    assert told.returncode == 0, told.stderr
    stall.talk()
    stall.take_contact("Étienne Vargasson", phone="07700 900299", slowly=False)
    expect(stall.page.locator(".f-sync")).to_contain_text("All sent", timeout=30_000)
    assert len(server.facts()) - before == 4

    backstage.lose_everything(server)
    told = server.run("restore", str(backup))
    assert told.returncode == 0, told.stderr
    assert len(server.facts()) - before == 2
    server.start()
    stall.copy()
    expect(stall.page.locator(".f-sync")).to_contain_text("All sent", timeout=30_000)
    facts = server.facts()[before:]
    assert Counter(fact["kind"] for fact in facts) == {"taken": 1, "handout": 2, "conversation": 1, "contact": 1}
    assert len({fact["id"] for fact in facts}) == 5


def go_to(page: Page, field: str, place: str) -> None:
    """Open the app and go to one of the outings on this phone."""
    page.goto(field)
    page.get_by_role("button", name=re.compile("^Shift menu")).click()
    page.get_by_role("button", name="Another outing").click()
    page.locator("label.outing", has_text=place).click()
    page.get_by_role("button", name="Carry on with my shift").click()
    expect(page.get_by_role("heading", name=place)).to_be_visible()


def withdraw_square(page: Page, *, end_phones: bool) -> None:
    """At the desk: the outing that is on now, its square, 'Stop this square'."""
    page.get_by_role("link", name="Outside the town hall").first.click()
    page.goto(page.url + "pass/")
    if end_phones:
        page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Stop this square").click()
    expect(page.get_by_text("The square is stopped")).to_be_visible()


def new_square(page: Page) -> str:
    """What stands behind the # of a new square."""
    page.get_by_role("button", name="Make a new square").click()
    return page.get_by_label("The same as an address").input_value().split("#")[1]
