"""The day that must work: three phones without accounts, no signal, flat batteries, a bad line; everything once."""

import re
import sqlite3
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.forensics import find
from tests.browser.stage import answers, wait_for
from tests.browser.stall import Stall

pytestmark = pytest.mark.browser

PEOPLE = [
    ("Sanaa Whitlockson", {"phone": "07700 900143", "note": "Black mould in the nursery", "agrees": "Call"}),
    ("Tomasz Adeyomi", {"email": "tomasz.adeyomi@example.org", "agrees": "E-mail"}),
    ("Étienne Vargasson", {"phone": "07700 900299", "agrees": "Text"}),
    ("Kofiana Brandtner", {"email": "kofiana@mill.example.org", "note": "works nights on trams", "agrees": "E-mail"}),
    ("نور الحدادية", {"phone": "07700 900377", "agrees": "Call"}),
    ("Beatrix Marchettini", {"phone": "+33 6 12 34 56 78", "agrees": "Text"}),
]
MOODS = ["drop", "repeat", "delay", "drop", "pass"]


def bad_line(path: str, number: int) -> str:
    return MOODS[number % len(MOODS)] if path.endswith("/facts") else "pass"


def work(stall: Stall, singles: int, bundles: int, people: list) -> None:
    """At least forty facts: copies until none are left, talks, contacts by number and by address, people in vain."""
    for _ in range(bundles):
        stall.copy(5)
    for number in range(10):
        stall.talk(
            ["Gave it", "Didn’t ask", "Asked: no", "Didn’t ask", "Later"][number % 5],
            ["Rent rise", "Damp", None][number % 3],
        )
    for name, card in people:
        stall.take_contact(name, **card)
    for _ in range(singles):
        stall.copy()
    for _ in range(3):
        stall.wanted_one()


def test_a_day_with_no_signal_and_flat_batteries_arrives_once(server, proxy, phones, desk):
    link = f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}"
    devices = [phones(name) for name in ("one", "two", "three")]
    stalls = [Stall(device.start(), device.profile.name) for device in devices]
    for stall, copies in zip(stalls, (40, 30, 30), strict=True):
        stall.join(link, copies)
    before = len(server.facts())
    server.stop()
    assert not answers(proxy.origin)

    for number, (stall, copies) in enumerate(zip(stalls, (40, 30, 30), strict=True)):
        work(stall, copies - 5 * 3, 3, PEOPLE[2 * number : 2 * number + 2])
    for number in (0, 1):
        devices[number].kill()
        stalls[number].page = devices[number].start()
        stalls[number].open_again(f"{proxy.origin}/field/")
        assert stalls[number].shown() == {"conversations": 10, "contacts": 2}
        stalls[number].talk("Asked: no")
        stalls[number].wanted_one()
    assert_nothing_typed_is_on(devices[1], stalls[1])

    proxy.mood = bad_line
    server.start()
    wait_for(lambda: answers(f"http://127.0.0.1:{server.port}"), "the server did not come back")
    for stall in stalls:
        stall.send_until_empty()

    facts = server.facts()[before:]
    assert_each_fact_once(facts, stalls)
    assert_everybody_has_an_owner_and_a_time(server, 6)
    assert_the_desk_shows_it(desk(), stalls)
    for device, stall in zip(devices, stalls, strict=True):
        device.kill()
        assert_nothing_typed_is_on(device, stall)
    assert_nothing_typed_is_in(server, stalls)


def assert_each_fact_once(facts: list[dict], stalls: list[Stall]) -> None:
    assert len({fact["id"] for fact in facts}) == len(facts)
    counts = Counter(fact["kind"] for fact in facts)
    assert counts["conversation"] == sum(stall.conversations for stall in stalls) == 32
    assert counts["contact"] == 6
    assert counts["asked_in_vain"] == sum(stall.in_vain for stall in stalls) == 11
    assert counts["handout"] == sum(stall.handouts for stall in stalls)
    assert sum(fact["body"]["copies"] for fact in facts if fact["kind"] == "handout") == 100
    per_phone = Counter(fact["phone"] for fact in facts)
    assert len(per_phone) == 3
    assert min(per_phone.values()) >= 40


def assert_everybody_has_an_owner_and_a_time(server, n: int) -> None:
    newest = "SELECT p.owner_id, f.due_at FROM people_person p JOIN followup_followup f ON f.person_id = p.id ORDER BY f.opened_at DESC LIMIT 6"
    rows = query(server, newest)
    assert len(rows) == n
    assert all(owner is not None and due is not None for owner, due in rows)


def query(server, sql: str) -> list:
    if url := server.environment["DATABASE_URL"]:
        import psycopg

        with psycopg.connect(url) as connection:
            return connection.execute(sql).fetchall()
    with sqlite3.connect(server.data / "handbill.sqlite3") as connection:
        rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def assert_the_desk_shows_it(page, stalls: list[Stall]) -> None:
    for stall in stalls:
        for contact in stall.contacts:
            expect(page.get_by_role("link", name=contact["name"])).to_be_visible()
    page.get_by_role("link", name="Sanaa Whitlockson").click()
    expect(page.get_by_text("07700 900143")).to_be_visible()
    expect(page.get_by_text("Black mould in the nursery")).to_be_visible()
    page.goto(page.url.split("/people/")[0] + "/outings/")
    page.get_by_role("link", name="Outside the town hall").first.click()
    page.goto(page.url + "debrief/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"ran out|none left", re.I))
    asked = sum(stall.asked for stall in stalls)
    expect(page.locator("main")).to_contain_text("32 conversations")
    expect(page.locator("main")).to_contain_text(str(asked))


def assert_nothing_typed_is_on(device, stall: Stall) -> None:
    assert find(device.profile, stall.typed_words()) == []


def assert_nothing_typed_is_in(server, stalls: list[Stall]) -> None:
    """The data folder with the database and its write-ahead log, and the server's backup."""
    words = [word for stall in stalls for word in stall.typed_words()]
    backup = server.data.parent / "day.backup"
    if not (server.data / "backup.recipient").exists():
        from handbill.desk.commands.backup_key import make_backup_key

        make_backup_key(server.data)
    told = server.run("backup", str(backup))
    assert told.returncode == 0, told.stderr
    assert find(server.data, words) == []
    assert not any(word.encode() in backup.read_bytes() for word in words)


def test_the_search_finds_what_a_plain_page_keeps(phones, tmp_path):
    """A positive control: the same search on a page that stores what is typed, through IndexedDB and a plain form."""
    device = phones("control")
    page = device.start()
    page.route(
        "http://127.0.0.1:9/**", lambda route: route.fulfill(status=200, content_type="text/html", body=CONTROL_PAGE)
    )
    page.goto("http://127.0.0.1:9/")
    page.get_by_role("textbox").press_sequentially("Sanaa Whitlockson", delay=20)
    page.get_by_role("button").click()
    expect(page.get_by_text("kept")).to_be_visible()
    page.wait_for_timeout(1500)
    device.kill()
    assert find(device.profile, ["Sanaa Whitlockson"]) != []
    assert find(device.profile, ["Nobody Typedthis"]) == []


CONTROL_PAGE = """<!doctype html><title>control</title><input name="name"><button>Keep</button><p></p><script>
document.querySelector("button").onclick = () => { const open = indexedDB.open("control", 1);
open.onupgradeneeded = () => open.result.createObjectStore("names", { autoIncrement: true });
open.onsuccess = () => { const all = open.result.transaction("names", "readwrite", { durability: "strict" });
all.objectStore("names").put({ name: document.querySelector("input").value });
all.oncomplete = () => document.querySelector("p").textContent = "kept"; }; };
</script>"""
