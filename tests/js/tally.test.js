import assert from "node:assert/strict";
import { test } from "node:test";
import { stamp } from "../../handbill/field/static/field/clock.js";
import { conversationsOf, standingFacts, tallyOf } from "../../handbill/field/static/field/tally.js";

const START = Date.parse("2026-09-12T15:00:00Z");
const MINUTE = 60_000;

/** A fact as `[id, kind, body, minutes after the start]`. */
const fact = ([id, kind, body = {}, minutes = 0]) => ({ id, kind, outing: "o", made_at: stamp(START + minutes * MINUTE), body });
const facts = (rows) => rows.map(fact);

const TABLE = [
  ["nothing noted counts nothing", [], { taken: 0, left: 0, handedOut: 0, conversations: 0, asked: 0, contacts: 0 }],
  ["copies leave the stack", [["1", "taken", { copies: 40 }], ["2", "handout", { copies: 5 }]], { taken: 40, left: 35, handedOut: 5 }],
  ["copies for friends are part of the copies", [["1", "taken", { copies: 9 }], ["2", "handout", { copies: 2, for_friend: 2 }]], { left: 7, handedOut: 2, forFriends: 2 }],
  ["the stack is never below nothing", [["1", "handout", { copies: 5 }]], { left: 0, handedOut: 5 }],
  ["a count replaces what came before it", [["1", "taken", { copies: 40 }], ["2", "handout", { copies: 26 }], ["3", "count", { copies: 11 }], ["4", "handout", { copies: 1 }]], { taken: 40, left: 10, handedOut: 27 }],
  ["a count taken back counts no more", [["1", "taken", { copies: 40 }], ["2", "count", { copies: 3 }], ["3", "retraction", { of: "2" }]], { left: 40 }],
  ["passing on leaves the stack and is no hand-out", [["1", "taken", { copies: 40 }], ["2", "passed_on", { copies: 11, to: "member" }]], { left: 29, handedOut: 0 }],
  ["what is taken back was never made", [["1", "handout", { copies: 5 }], ["2", "retraction", { of: "1" }]], { handedOut: 0 }],
  ["a retraction may come before what it takes back", [["1", "retraction", { of: "2" }], ["2", "handout", { copies: 5 }]], { handedOut: 0 }],
  ["a retraction cannot be taken back", [["1", "conversation"], ["2", "retraction", { of: "1" }], ["3", "retraction", { of: "2" }]], { conversations: 0 }],
  ["a retraction of something unknown changes nothing", [["1", "conversation"], ["2", "retraction", { of: "9" }]], { conversations: 1 }],
  ["asked is given, refused and later, not 'did not ask'", [["1", "conversation", { ask: "given" }], ["2", "conversation", { ask: "refused" }], ["3", "conversation", { ask: "later" }], ["4", "conversation", { ask: "not_asked" }], ["5", "conversation"]], { conversations: 5, asked: 3, given: 1 }],
  ["a detail fills in a conversation", [["1", "conversation"], ["2", "detail", { of: "1", ask: "given" }]], { conversations: 1, asked: 1, given: 1 }],
  ["a detail taken back leaves the conversation as it was", [["1", "conversation", { ask: "refused" }], ["2", "detail", { of: "1", ask: "given" }], ["3", "retraction", { of: "2" }]], { asked: 1, given: 0 }],
  ["a detail of a conversation taken back counts nothing", [["1", "conversation"], ["2", "retraction", { of: "1" }], ["3", "detail", { of: "1", ask: "given" }]], { conversations: 0, asked: 0, given: 0 }],
  ["a detail of something that is no conversation counts nothing", [["1", "handout", { copies: 1 }], ["2", "detail", { of: "1", ask: "given" }]], { conversations: 0, given: 0 }],
  ["people who wanted one are added up", [["1", "asked_in_vain", { people: 1 }], ["2", "asked_in_vain", { people: 3 }]], { inVain: 4 }],
  ["a contact thrown away is none", [["1", "contact", {}], ["2", "contact", {}], ["3", "retraction", { of: "1" }]], { contacts: 1 }],
];

for (const [sentence, rows, wanted] of TABLE) {
  test(sentence, () => {
    for (const order of [facts(rows), facts(rows).reverse()]) {
      const found = tallyOf(order, START);
      assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((name) => [name, found[name]])), wanted);
    }
  });
}

test("among several details the one with the greatest id wins, field by field", () => {
  const rows = [["1", "conversation", { ask: "refused", language: "en" }], ["3", "detail", { of: "1", reception: 4, questions: ["q2"] }], ["2", "detail", { of: "1", ask: "given", reception: 2, questions: ["q1"] }]];
  assert.deepEqual(conversationsOf(standingFacts(facts(rows))).get("1"), { ask: "given", language: "en", reception: 4, questions: ["q2"] });
});

test("an empty stack is known since the tap that emptied it", () => {
  const rows = [["1", "taken", { copies: 2 }], ["2", "handout", { copies: 2 }, 50], ["3", "asked_in_vain", { people: 1 }, 55]];
  assert.equal(tallyOf(facts(rows), START).outSince, START + 50 * MINUTE);
  assert.equal(tallyOf(facts([...rows, ["4", "taken", { copies: 5 }, 60]]), START).outSince, undefined);
});

test("nobody is told when copies run out before ten have gone", () => {
  const rows = [["1", "taken", { copies: 40 }], ["2", "handout", { copies: 9 }, 20]];
  assert.equal(tallyOf(facts(rows), START + 30 * MINUTE).runsOutAt, undefined);
});

test("the pace of the last half hour says when copies run out, to five minutes", () => {
  const early = Array.from({ length: 20 }, (_, i) => [`2${10 + i}`, "handout", { copies: 1 }, 1]);
  const late = Array.from({ length: 10 }, (_, i) => [`3${10 + i}`, "handout", { copies: 1 }, 40 + i]);
  const found = tallyOf(facts([["1", "taken", { copies: 50 }], ...early, ...late]), START + 60 * MINUTE);
  assert.equal(found.left, 20);
  assert.equal(found.runsOutAt, START + 120 * MINUTE);
});

test("a stall that is quiet for half an hour has no run-out time", () => {
  const found = tallyOf(facts([["1", "taken", { copies: 50 }], ["2", "handout", { copies: 10 }, 0]]), START + 60 * MINUTE);
  assert.equal(found.runsOutAt, undefined);
});

test("an open follow-up knows who answers for it, when, what about and until when, and no name", () => {
  const rows = [["1", "conversation", { questions: ["q1", "gone"] }, 44], ["2", "contact", { conversation: "1", owner: "ola" }, 46], ["3", "detail", { of: "1", reception: 4 }]];
  const [one, ...more] = tallyOf(facts(rows), START, { questions: [{ id: "q1", text: "damp" }] }).openFollowUps;
  assert.deepEqual(more, []);
  assert.deepEqual(one, { contact: "2", owner: "ola", metAt: START + 46 * MINUTE, dueAt: START + 46 * MINUTE + 48 * 60 * MINUTE, questions: ["damp"], reception: 4 });
});
