import assert from "node:assert/strict";
import test from "node:test";
import { onTap, watchForPalms } from "../../handbill/field/static/field/parts/taps.js";

function key() {
  let count = 0;
  const listener = onTap(() => count++);
  const currentTarget = {};
  return { tap: (timeStamp) => listener({ currentTarget, timeStamp }), count: () => count };
}

test("a finger that bounces counts once, two quick fingers count twice", () => {
  const copy = key();
  for (const moment of [1000, 1100, 1300, 1460]) copy.tap(moment);
  assert.equal(copy.count(), 3);
});

test("the bounce of one key does not hold up another", () => {
  const [copy, talk] = [key(), key()];
  copy.tap(2000);
  talk.tap(2050);
  assert.equal(copy.count() + talk.count(), 2);
});

test("a palm counts nothing", () => {
  const page = new EventTarget();
  watchForPalms(page);
  const touch = Object.assign(new Event("touchstart"), { touches: [1, 2, 3] });
  page.dispatchEvent(touch);
  const copy = key();
  copy.tap(touch.timeStamp + 100);
  assert.equal(copy.count(), 0);
  copy.tap(touch.timeStamp + 1000);
  assert.equal(copy.count(), 1);
});
