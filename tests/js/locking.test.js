// The desk warns two minutes before it locks, and stays open when asked.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { warnBeforeLocking } from "../../handbill/base/static/base/js/locking.js";

const MINUTE = 60_000;
let now, tick, page, warning, locked, button, answer;

beforeEach(() => {
  now = Date.parse("2026-09-12T15:00:00Z");
  answer = { ok: true, redirected: false };
  button = new EventTarget();
  warning = { hidden: true, querySelector: () => button };
  locked = { hidden: true, toggleAttribute: (_name, is) => (locked.hidden = is) };
  const state = { dataset: { openUntil: "2026-09-12T15:30:00Z", openFor: "1800", keepOpen: "/me/" } };
  const elements = { "open-state": state, "locks-soon": warning, "is-locked": locked };
  page = Object.assign(new EventTarget(), { getElementById: (id) => elements[id] ?? null });
  const fetch = async () => answer ?? Promise.reject(new TypeError("no connection"));
  warnBeforeLocking(page, { now: () => now, every: (act) => (tick = act), fetch });
});

/** @param {number} minutes */
function after(minutes) {
  now += minutes * MINUTE;
  tick();
  return [warning.hidden, locked.hidden];
}

async function press() {
  button.dispatchEvent(new Event("click"));
  await new Promise((done) => setTimeout(done));
}

test("it is quiet until two minutes before, then warns, then says that it is locked", () => {
  assert.deepEqual(after(27), [true, true]);
  assert.deepEqual(after(1), [false, true]);
  assert.deepEqual(after(2), [true, false]);
});

test("staying open gives another half hour", async () => {
  after(29);
  await press();
  assert.equal(warning.hidden, true);
  assert.deepEqual(after(27), [true, true]);
  assert.deepEqual(after(2), [false, true]);
});

test("a desk that cannot be reached, or asks for the sign-in, does not stay open", async () => {
  for (const failed of [null, { ok: true, redirected: true }, { ok: false, redirected: false }]) {
    answer = failed;
    after(failed === null ? 29 : 0);
    await press();
    assert.equal(warning.hidden, false);
  }
});

test("whatever is sent from the page counts as use", () => {
  after(20);
  page.dispatchEvent(new Event("htmx:after:request"));
  assert.deepEqual(after(27), [true, true]);
});

test("a page without an open session is left alone", () => {
  tick = null;
  warnBeforeLocking({ getElementById: () => null }, { now: () => now, every: (act) => (tick = act), fetch: null });
  assert.equal(tick, null);
});
