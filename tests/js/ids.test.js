import assert from "node:assert/strict";
import { webcrypto as crypto } from "node:crypto";
import { test } from "node:test";
import { bytesOf, makeIds, msOf } from "../../handbill/field/static/field/ids.js";

const NOW = Date.parse("2026-09-12T15:44:00Z");
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an id is a UUIDv7 of the moment", () => {
  const id = makeIds(crypto, () => NOW).next();
  assert.match(id, UUID7);
  assert.equal(msOf(id), NOW);
  assert.deepEqual([...bytesOf(id)], [...Buffer.from(id.replaceAll("-", ""), "hex")]);
});

test("ten thousand ids of one millisecond rise and differ", () => {
  const ids = makeIds(crypto, () => NOW);
  const made = Array.from({ length: 10_000 }, () => ids.next());
  assert.deepEqual(made, [...made].sort());
  assert.equal(new Set(made).size, made.length);
  assert.ok(made.every((id) => UUID7.test(id)));
});

test("ids rise while the clock is set back and forth", () => {
  const clock = [NOW, NOW - 86_400_000, NOW - 5, NOW + 1, NOW + 1, NOW - 1, NOW + 2];
  const ids = makeIds(crypto, () => clock.shift() ?? NOW);
  const made = Array.from({ length: 7 }, () => ids.next());
  assert.deepEqual(made, [...made].sort());
});

test("an app started after the clock was set back goes on above the last id stored", () => {
  const last = makeIds(crypto, () => NOW).next();
  const ids = makeIds(crypto, () => NOW - 3_600_000);
  ids.seen(last);
  assert.ok(ids.next() > last);
});

test("seeing an older id or none changes nothing", () => {
  const ids = makeIds(crypto, () => NOW);
  const first = ids.next();
  ids.seen(makeIds(crypto, () => NOW - 1000).next());
  ids.seen(undefined);
  assert.ok(ids.next() > first);
});
