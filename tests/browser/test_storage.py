"""Where a tap is kept: the store against a real IndexedDB, a handle that died, a phone that is full or keeps nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import ROOT
from tests.browser.stall import Stall

pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]

# Run in the page: every sentence of the contract on a store of its own; gives back what failed.
HOLD_TO_CONTRACT = """async ([store, contract]) => {
  const [{ openStore }, { contract: sentences }] = await Promise.all([import(store), import(contract)]);
  const env = { indexedDB, setTimeout: setTimeout.bind(window), clearTimeout: clearTimeout.bind(window) };
  const failed = [];
  for (const [sentence, check] of Object.entries(sentences)) {
    const open = openStore(env);
    await check(open).catch((error) => failed.push(`${sentence}: ${error}`));
    open.close();
    await new Promise((done) => (indexedDB.deleteDatabase("handbill-field").onsuccess = done));
  }
  return [Object.keys(sentences).length, failed];
}"""
# Before the app runs: keep every handle that it opens, and note how each of its writes was asked for.
WATCH = """
window.handles = [];
window.writes = [];
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...how) {
  const request = open.apply(this, how);
  request.addEventListener("success", () => window.handles.push(request.result));
  return request;
};
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...how) {
  const transaction = begin.apply(this, how);
  if (transaction.mode === "readwrite") window.writes.push(transaction.durability);
  return transaction;
};
"""
# Holds the outbox with a transaction that never rests until `letGo` is set: whoever writes has to wait.
HOLD = """() => new Promise((held) => {
  const request = indexedDB.open("handbill-field");
  request.onsuccess = () => {
    const rows = request.result.transaction("outbox", "readwrite").objectStore("outbox");
    const again = () => (window.letGo ? request.result.close() : (rows.count().onsuccess = again));
    rows.count().onsuccess = () => (held(), again());
  };
})"""
IN_OUTBOX = """() => new Promise((done) => {
  const request = indexedDB.open("handbill-field");
  request.onsuccess = () => {
    const count = request.result.transaction("outbox").objectStore("outbox").count();
    count.onsuccess = () => (request.result.close(), done(count.result));
  };
})"""
# Chromium looks at its quota now and then only: once `isHeavy`, each write carries 8 MB along, so that it is refused.
WEIGH_DOWN = """
const weight = new Uint8Array(8_000_000);
for (let at = 0; at < weight.length; at += 64_000) crypto.getRandomValues(weight.subarray(at, at + 64_000));
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (row) {
  if (window.isHeavy) put.call(this, { ...row, [this.keyPath]: "weight", weight });
  return put.call(this, row);
};
"""
BROKEN_STORAGE = {
    "no IndexedDB at all": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "IndexedDB that does not open": """IDBFactory.prototype.open = function () {
      const request = { error: new DOMException("A mutation operation was attempted", "InvalidStateError") };
      setTimeout(() => request.onerror?.(new Event("error")));
      return request;
    }""",
    "IndexedDB that throws": "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }",
}


@pytest.fixture
def link(server, proxy) -> str:
    return f"{proxy.origin}/field/#{server.shown['pass'].split('#')[1]}"


def test_the_store_in_a_browser_keeps_the_contract(server, pocket):
    page = pocket(service_workers="block").new_page()
    page.route("**/modules/*.js", lambda route: route.fulfill(body=module(route), content_type="text/javascript"))
    page.goto(server.shown["desk"] + "rescue/")  # a page of the same origin on which the app does not run
    kept, failed = page.evaluate(HOLD_TO_CONTRACT, ["/modules/store.js", "/modules/store-contract.js"])
    assert failed == []
    assert kept >= 7


def module(route) -> str:
    """A module of the phone app, or of its tests, as it lies in the tree."""
    name = route.request.url.rsplit("/", 1)[1]
    folders = [ROOT / "handbill/field/static/field", ROOT / "tests/js"]
    return next(folder / name for folder in folders if (folder / name).exists()).read_text()


def test_a_handle_that_died_under_the_app_costs_no_tap(link, server, pocket):
    context = pocket()
    context.add_init_script(WATCH)
    stall = Stall(context.new_page(), "asleep")
    stall.join(link, 40)
    server.stop()
    for _ in range(3):
        stall.page.evaluate("window.handles.forEach((handle) => handle.close())")
        stall.copy()
    stall.talk()
    expect(stall.page.locator(".keys")).to_contain_text("3 handed out")
    stall.page.reload()
    expect(stall.page.locator(".keys")).to_contain_text("3 handed out")
    expect(stall.page.locator(".keys")).to_contain_text("1 so far")


def test_a_number_changes_only_when_the_tap_is_on_the_disk(link, server, pocket):
    context = pocket()
    context.add_init_script(WATCH)
    stall = Stall(context.new_page(), "patient")
    stall.join(link, 40)
    server.stop()
    stall.copy()
    handed_out = stall.page.get_by_role("button", name=re.compile("copy")).first
    expect(handed_out).to_contain_text("1 handed out")
    stall.page.evaluate(HOLD)
    stall.copy()
    stall.page.wait_for_timeout(500)
    expect(handed_out).to_contain_text("1 handed out")
    stall.page.evaluate("window.letGo = true")
    expect(handed_out).to_contain_text("2 handed out")
    assert set(stall.page.evaluate("window.writes")) <= {"strict", "default"}  # "default" is HOLD's own
    assert stall.page.evaluate("window.writes.filter((how) => how !== 'strict').length") == 1


def test_a_flat_battery_right_after_the_number_changed_loses_nothing(link, server, proxy, phones):
    device = phones("flat")
    stall = Stall(device.start(), "flat")
    stall.join(link, 40)
    server.stop()
    for taps in range(1, 3):
        stall.page.get_by_role("button", name=re.compile(r"plus\s*1\b")).first.click()
        expect(stall.page.locator(".keys")).to_contain_text(f"{taps} handed out")
        device.kill()
        stall.page = device.start()
        stall.open_again(f"{proxy.origin}/field/")
        expect(stall.page.locator(".keys")).to_contain_text(f"{taps} handed out")


@pytest.mark.parametrize("broken", BROKEN_STORAGE)
def test_a_phone_that_keeps_nothing_says_so_before_the_shift(link, pocket, broken):
    context = pocket()
    context.add_init_script(BROKEN_STORAGE[broken])
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="This phone will not keep data. Use a tally sheet.")).to_be_visible()


def test_a_full_phone_says_so_before_the_shift(link, proxy, pocket):
    context = pocket()
    context.add_init_script(WEIGH_DOWN + "window.isHeavy = true")
    page = context.new_page()
    leave_little_space(page, proxy.origin)
    page.goto(link)
    expect(page.get_by_role("heading", name="This phone will not keep data. Use a tally sheet.")).to_be_visible()


def test_a_phone_that_fills_up_says_not_saved_and_clears_nothing(link, server, proxy, pocket):
    before = len(server.facts())
    context = pocket()
    context.add_init_script(WEIGH_DOWN)
    stall = Stall(context.new_page(), "full")
    leave_little_space(stall.page, proxy.origin)
    stall.join(link, 40)
    server.stop()
    stall.copy()
    stall.talk()
    waiting = stall.page.evaluate(IN_OUTBOX)
    stall.page.evaluate("window.isHeavy = true")
    stall.page.get_by_role("button", name=re.compile(r"plus\s*1\b")).first.click()
    expect(
        stall.page.get_by_role("heading", name="The last tap was not kept. Go on with a tally sheet.")
    ).to_be_visible()
    assert stall.page.evaluate(IN_OUTBOX) == waiting == 3

    stall.page.get_by_role("button", name="Try again").click()
    expect(stall.page.locator(".keys")).to_contain_text("1 handed out")
    stall.copy()
    server.start()
    stall.send_until_empty()
    assert [fact["kind"] for fact in server.facts()[before:]] == ["taken", "handout", "conversation", "handout"]


def leave_little_space(page: Page, origin: str) -> None:
    """Enough for the app, not for what `WEIGH_DOWN` adds."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 4_000_000})
