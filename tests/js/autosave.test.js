import assert from "node:assert/strict";
import { test } from "node:test";

import { AGAIN_MS, Autosave, REST_MS, words } from "../../handbill/press/static/press/autosave.js";

/** A desk that answers as told, a window that keeps, and timers that wait to be run. */
function around(answers) {
  const kept = new Map();
  const timers = [];
  const told = [];
  const sent = [];
  return {
    kept,
    timers,
    told,
    sent,
    send: async (fields) => (sent.push(fields), answers.shift()),
    later: (act, ms) => timers.push({ act, ms }),
    never: () => {},
    tell: (what, answer) => told.push(answer?.sentence ?? what),
    window: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) },
  };
}

function piece(answers, kept) {
  const world = around(answers);
  if (kept) world.kept.set("handbill.piece.a", kept);
  const fields = { body: "one" };
  const saving = new Autosave("a", () => ({ ...fields }), { version: 1, fields: { ...fields } }, { ...world, kept: world.window });
  return { world, fields, saving };
}

test("what is written saves itself after a rest, on top of what was seen", async () => {
  const { world, fields, saving } = piece([{ kind: "saved", version: 2, saved: "Saved 09:58." }]);
  fields.body = "one two";
  saving.written();
  assert.equal(world.timers[0].ms, REST_MS);
  await saving.save();
  assert.deepEqual(world.sent, [{ body: "one two", version: "1" }]);
  assert.equal(saving.version, 2);
  assert.equal(world.kept.size, 0);
});

test("what was written before it began saves itself too", async () => {
  const world = around([{ kind: "saved", version: 2, saved: "Saved." }]);
  const saving = new Autosave("a", () => ({ body: "one two" }), { version: 1, fields: { body: "one" } }, { ...world, kept: world.window });
  saving.written();
  await world.timers[0].act();
  assert.deepEqual(world.sent, [{ body: "one two", version: "1" }]);
});

test("without the desk it stays in this window, and goes when the desk is back", async () => {
  const { world, fields, saving } = piece([{ kind: "unreachable" }, { kind: "saved", version: 2, saved: "Saved." }]);
  fields.body = "offline";
  await saving.save();
  assert.equal(world.told.at(-1), "kept");
  assert.match(world.kept.get("handbill.piece.a"), /offline/);
  assert.equal(world.timers.at(-1).ms, AGAIN_MS);
  await world.timers.at(-1).act();
  assert.equal(world.told.at(-1), "saved");
  assert.equal(world.kept.size, 0);
});

test("a window that was opened again has what it kept", () => {
  const { saving } = piece([], JSON.stringify({ fields: { body: "kept words" } }));
  assert.deepEqual(saving.keptFields(), { body: "kept words" });
});

test("what somebody else saved is never written over", async () => {
  const { world, fields, saving } = piece([{ kind: "refused", sentence: "Ada saved this piece.", isFinal: true }]);
  fields.body = "mine";
  await saving.save();
  assert.equal(world.told.at(-1), "Ada saved this piece.");
  await saving.save();
  assert.equal(world.sent.length, 1);
  assert.match(world.kept.get("handbill.piece.a"), /mine/);
});

test("what is written while it saves is saved next", async () => {
  const { world, fields, saving } = piece([{ kind: "saved", version: 2, saved: "" }, { kind: "saved", version: 3, saved: "" }]);
  fields.body = "one two";
  const first = saving.save();
  fields.body = "one two three";
  await first;
  assert.equal(world.timers.length, 1);
  await world.timers[0].act();
  assert.deepEqual(world.sent.map((one) => [one.body, one.version]), [["one two", "1"], ["one two three", "2"]]);
});

test("words are those that are read", () => {
  assert.equal(words("Two **words** [and three](https://a.example) ![no](picture:x) - "), 4);
  assert.equal(words("نص عربي قصير"), 3);
  assert.equal(words(""), 0);
});
