import assert from "node:assert/strict";
import test from "node:test";
import { isRunning, othersOf, past, workable } from "../../handbill/field/static/field/parts/outings.js";

const HOUR = 3600_000;
const NOON = Date.parse("2026-09-12T12:00:00Z");
const at = (hours) => new Date(NOON + hours * HOUR).toISOString();
const joined = (key, from, more = {}) => ({ key, outing: { starts_at: at(from), ends_at: at(from + 2) }, ...more });
const keys = (list) => list.map(({ key }) => key);

test("a running shift comes first, then today, then another day", () => {
  const all = [joined("tomorrow", 22), joined("later", 3), joined("sooner", 1), joined("running", 5, { startedAt: NOON })];
  assert.deepEqual(keys(workable(all, NOON)), ["running", "sooner", "later", "tomorrow"]);
});

test("what is long over or was let go can only be sent", () => {
  const all = [joined("today", 1), joined("old", -40), joined("late", 1, { late: true }), joined("gone", 1, { signedOut: true })];
  assert.deepEqual(keys(workable(all, NOON)), ["today"]);
  assert.deepEqual(keys(past(all, NOON)), ["old", "late", "gone"]);
});

test("a shift that was never ended can be gone on with, however old", () => {
  assert.deepEqual(keys(workable([joined("old", -40, { startedAt: NOON - 40 * HOUR })], NOON)), ["old"]);
  assert.equal(isRunning({ startedAt: 1, endedAt: 2 }), false);
});

test("those one is out with are named once, and oneself not at all", () => {
  const [ada, ben, mira] = ["Ada", "Ben", "Mira"].map((name) => ({ id: name, name }));
  assert.deepEqual(othersOf({ lead: ada, members: [ada, ben, mira] }, mira), [ada, ben]);
});
