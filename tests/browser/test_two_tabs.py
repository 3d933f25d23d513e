"""Two tabs of one phone: they count together, nothing is counted or sent twice, whichever of them goes."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.stage import answers, wait_for
from tests.browser.stall import Stall

pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]

NO_LOCKS = "delete Navigator.prototype.locks"
WAITING_FACTS = 12


@pytest.fixture(params=["with Web Locks", "without Web Locks"])
def phone(request, pocket):
    context = pocket()
    if request.param.startswith("without"):
        context.add_init_script(NO_LOCKS)
    return context


def two_tabs(phone, proxy, server) -> tuple[Stall, Stall]:
    first = Stall(phone.new_page(), "first")
    first.join(f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}", 40)
    second = Stall(phone.new_page(), "second")
    second.open_again(f"{proxy.origin}/field/")
    assert first.page.evaluate("'locks' in navigator") == second.page.evaluate("'locks' in navigator")
    return first, second


def expect_both_to_show(tabs, *, handed_out: int, conversations: int) -> None:
    for tab in tabs:
        expect(tab.page.locator(".keys")).to_contain_text(f"{handed_out} handed out")
        expect(tab.page.locator(".keys")).to_contain_text(f"{conversations} so far")


def test_two_tabs_count_together_and_what_they_noted_arrives_once(server, proxy, phone):
    before = len(server.facts())
    tabs = two_tabs(phone, proxy, server)
    server.stop()
    assert not answers(proxy.origin)
    for _ in range(2):
        for tab in tabs:
            tab.page.bring_to_front()
            tab.copy()
            tab.talk()
    expect_both_to_show(tabs, handed_out=4, conversations=4)
    tabs[0].page.bring_to_front()
    tabs[0].page.get_by_role("button", name="Undo").click()
    expect_both_to_show(tabs, handed_out=4, conversations=3)

    proxy.mood = lambda path, number: "delay" if path.endswith("/facts") else "pass"
    server.start()
    for tab in tabs:
        tab.page.evaluate("dispatchEvent(new Event('online'))")
        tab.page.bring_to_front()
        tab.page.locator(".f-sync").click()
    for tab in tabs:
        expect(tab.page.get_by_text("All 10 arrived. None was counted twice.")).to_be_visible(timeout=30_000)
    assert_arrived_once(server.facts()[before:], {"taken": 1, "handout": 4, "conversation": 4, "retraction": 1})


def test_a_tab_that_closes_while_it_sends_leaves_the_rest_to_the_other(server, proxy, phone):
    before = len(server.facts())
    sender, other = two_tabs(phone, proxy, server)
    server.stop()
    sender.page.bring_to_front()
    for _ in range(WAITING_FACTS):
        sender.copy()
    expect_both_to_show((sender, other), handed_out=WAITING_FACTS, conversations=0)

    asked = []

    def slow_at_first(path: str, number: int) -> str:
        if not path.endswith("/facts"):
            return "pass"
        asked.append(number)
        return "delay" if len(asked) == 1 else "pass"

    proxy.mood = slow_at_first
    server.start()
    sender.page.evaluate("dispatchEvent(new Event('online'))")
    wait_for(lambda: asked, "nothing was sent")
    sender.page.close()

    other.page.bring_to_front()
    other.send_until_empty()
    expect(other.page.get_by_text(re.compile(rf"All {WAITING_FACTS + 1} arrived"))).to_be_visible()
    assert_arrived_once(server.facts()[before:], {"taken": 1, "handout": WAITING_FACTS})


def assert_arrived_once(facts: list[dict], kinds: dict) -> None:
    assert len({fact["id"] for fact in facts}) == len(facts)
    assert Counter(fact["kind"] for fact in facts) == kinds
    assert len({fact["phone"] for fact in facts}) == 1
