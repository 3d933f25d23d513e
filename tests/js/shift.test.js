import assert from "node:assert/strict";
import { webcrypto as crypto } from "node:crypto";
import { test } from "node:test";
import { CannotSeal, NotSaved, Refused } from "../../handbill/field/static/field/errors.js";
import { open, publicOf } from "./open.js";
import { phone, settled, START } from "./phone.js";
import { LEAD, server } from "./server.js";

const MINUTE = 60_000;
const CONSENT = { purpose: "follow_up", channel: "email", wording: "01990000-0000-7615-a3ea-5f5d7c9fcaee" };
const WAY = { channels: ["email"], consents: [CONSENT] };
const PERSON = { name: "  Mika Brandt ", email: "mika@example.org", note: "rings after six" };

function pair(number) {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { secret, id: `01990000-0000-7000-8000-00000000000${number}`, public: Buffer.from(publicOf(secret)).toString("base64") };
}

const shown = ({ id, public: key }) => ({ id, public: key });

async function stall({ keys = true } = {}) {
  const pairs = { group: pair(1), texts: pair(2), lead: pair(3) };
  const world = server(keys ? { keys: { group: shown(pairs.group), texts: shown(pairs.texts), lead: shown(pairs.lead) } } : {});
  const held = await phone(world);
  const joined = await held.app.join("pass-1");
  return { ...held, world, pairs, joined, shift: await held.app.shift(joined.key) };
}

test("a shift begins with the copies taken, and every tap is a fact of this outing", async () => {
  const { shift, store, joined } = await stall();
  await shift.start({ copies: 40 });
  await shift.addCopies(5);
  await shift.addCopiesForFriend(2, "c");
  await shift.wantedOne();
  await shift.tookMore(20, "member");
  await shift.passOn(11, "cupboard");
  await shift.countLeft(9, { final: true });
  const facts = (await store.all("outbox")).map(({ fact }) => fact);
  assert.ok(facts.every(({ outing }) => outing === joined.key));
  assert.deepEqual(facts.map(({ kind, body }) => [kind, body]), [
    ["taken", { copies: 40, from: "cupboard" }],
    ["handout", { copies: 5, way: "hand" }],
    ["handout", { copies: 2, for_friend: 2, way: "hand", conversation: "c" }],
    ["asked_in_vain", { people: 1 }],
    ["taken", { copies: 20, from: "member" }],
    ["passed_on", { copies: 11, to: "cupboard" }],
    ["count", { copies: 9, final: true }],
  ]);
  assert.equal(shift.tally().left, 9);
});

test("a shift without copies files nothing and is begun", async () => {
  const { app, shift, store } = await stall();
  assert.equal(await shift.start({ copies: 0 }), null);
  assert.equal(await store.count("outbox"), 0);
  assert.equal(app.outings()[0].key, shift.key);
  assert.equal(shift.startedAt, START);
});

test("a tap that the phone does not keep is told and not counted", async () => {
  const { shift, store } = await stall();
  store.failing = new NotSaved("full");
  await assert.rejects(shift.addConversation(), NotSaved);
  store.failing = null;
  assert.deepEqual([shift.tally().conversations, await store.count("outbox")], [0, 0]);
});

test("a contact is sealed for the group and the lead; the wire shows no word of it", async () => {
  const { shift, store, pairs } = await stall();
  const talk = await shift.addConversation();
  const { fact, dueAt } = await shift.sealContact(PERSON, { ...WAY, conversation: talk.id, language: "de", typedBy: "holder" });
  assert.equal(dueAt, START + 48 * 60 * MINUTE);
  const { sealed, person, ...rest } = fact.body;
  assert.equal(person, sealed.id);
  assert.deepEqual(rest, { conversation: talk.id, channels: ["email"], consents: [CONSENT], language: "de", typed_by: "holder" });
  assert.doesNotMatch(JSON.stringify(await store.all("outbox")), /mika|brandt|example\.org|rings/i);
  for (const { secret, id } of [pairs.group, pairs.lead]) {
    const { plain } = open({ label: "hb-card-1", id: person, sealed, secret, keyId: id });
    assert.deepEqual([plain.v, plain.name, plain.email, plain.phone, plain.note, plain.language, plain.consents], [1, "Mika Brandt", "mika@example.org", "", "rings after six", "de", [CONSENT]]);
  }
});

test("the owner's key is used: hers who takes it, the named member's, the lead's for anyone", async () => {
  const { app, pairs, world } = await stall();
  const ben = pair(4);
  const { outing } = world.passes.get("pass-1");
  outing.members = [{ id: "ben", name: "Ben", key: shown(ben) }];
  const shift = await app.shift((await app.join("pass-1")).key);
  const readers = async (owner) => (await shift.sealContact(PERSON, { ...WAY, owner })).fact.body.sealed.wraps.map((wrap) => wrap.for);
  assert.deepEqual(await readers("ben"), [pairs.group.id, ben.id]);
  assert.deepEqual(await readers("anyone"), [pairs.group.id, pairs.lead.id]);
  assert.deepEqual(await readers(undefined), [pairs.group.id, pairs.lead.id]);
  assert.deepEqual(await readers(LEAD), [pairs.group.id, pairs.lead.id]);
});

test("without the group's key no card is taken and nothing is stored", async () => {
  const { shift, store } = await stall({ keys: false });
  assert.equal(shift.canSeal(), false);
  await assert.rejects(shift.sealContact(PERSON, WAY), CannotSeal);
  await assert.rejects(async () => shift.sealQuestion("But how?"), CannotSeal);
  assert.equal(await store.count("outbox"), 0);
});

test("questions, remarks and places are sealed to the texts key", async () => {
  const { shift, pairs } = await stall();
  const facts = [await shift.sealQuestion(" But how do we get there? ", "c"), await shift.sealRemark("Stand at the tram stop"), await shift.sealPlace("Outside the library")];
  assert.deepEqual(facts.map(({ kind }) => kind), ["question", "remark", "place"]);
  const [{ body }] = facts;
  const { plain } = open({ label: "hb-question-1", id: body.sealed.id, sealed: body.sealed, secret: pairs.texts.secret, keyId: pairs.texts.id });
  assert.deepEqual([plain, body.conversation], [{ v: 1, text: "But how do we get there?" }, "c"]);
});

test("undo takes back the last thing, then the one before", async () => {
  const { shift } = await stall();
  await shift.start({ copies: 10 });
  const talk = await shift.addConversation();
  await shift.addCopies(5);
  assert.equal((await shift.undo()).kind, "handout");
  assert.equal((await shift.undo()).id, talk.id);
  assert.equal((await shift.undo()).kind, "taken");
  assert.equal(await shift.undo(), null);
  assert.deepEqual([shift.tally().left, shift.tally().conversations], [0, 0]);
});

test("the last things are listed with their words, the undone ones marked", async () => {
  const { shift } = await stall();
  await shift.addCopies(1);
  await shift.addCopies(5);
  await shift.addCopiesForFriend(1);
  await shift.undo();
  assert.deepEqual(shift.recent().map(({ label, undone }) => [label, undone]), [["+1 copy for a friend", true], ["+5 copies", false], ["+1 copy", false]]);
  for (let n = 0; n < 25; n++) await shift.addConversation();
  assert.equal(shift.recent().length, 20);
});

test("a card can be thrown away for ten minutes", async () => {
  const { shift, clock } = await stall();
  const { fact } = await shift.sealContact(PERSON, WAY);
  const second = await shift.sealContact(PERSON, WAY);
  clock.now += 9 * MINUTE;
  await shift.throwAway(fact.id);
  assert.equal(shift.tally().contacts, 1);
  clock.now += 2 * MINUTE;
  await assert.rejects(shift.throwAway(second.fact.id), Refused);
  assert.equal(await shift.undo(), null);
});

test("ending the shift is told to the server and kept here", async () => {
  const { app, shift, world, pass } = await stall();
  await shift.end();
  assert.equal(shift.endedAt, START);
  await pass(4000);
  assert.equal(app.outings()[0].endedAt, START);
  assert.deepEqual([...world.filed.values()].map(({ fact }) => fact.kind), ["shift_ended"]);
});

test("the rescue file holds what the server does not have, sealed as it is", async () => {
  const { shift, pass, world, store } = await stall();
  await shift.addConversation();
  await pass(4000);
  world.verdict = () => ({ verdict: "refused", code: "key_ended", sentence: "This key has ended." });
  const { fact } = await shift.sealContact(PERSON, WAY);
  await pass(4000);
  world.before = () => { throw new TypeError("no signal"); };
  await shift.addCopies(1);
  const rescue = JSON.parse(await (await shift.rescueFile()).text());
  const [{ phone: id }] = await store.all("outings");
  assert.deepEqual(Object.keys(rescue), ["handbill", "group", "phone", "outing", "generation", "facts"]);
  assert.deepEqual([rescue.handbill, rescue.phone, rescue.generation], ["rescue-1", id, "g1"]);
  assert.deepEqual(rescue.facts.map(({ kind }) => kind).sort(), ["contact", "handout"]);
  assert.ok(rescue.facts.some((one) => one.id === fact.id));
});

test("what one tab notes the other tab counts", async () => {
  const { store, clock, world, joined, shift } = await stall();
  const channels = new Set();
  class Channel {
    constructor() { channels.add(this); }
    postMessage(message) { for (const other of channels) if (other !== this) other.onmessage?.({ data: message }); }
  }
  const tabs = [];
  for (const _ of [1, 2]) tabs.push(await phone(world, { store, clock, more: { BroadcastChannel: Channel } }));
  const [one, two] = await Promise.all(tabs.map(({ app }) => app.shift(joined.key)));
  let changes = 0;
  tabs[1].app.on("change", () => changes++);
  const first = await one.addCopies(3);
  await settled();
  await tabs[1].pass(300);
  assert.equal(two.tally().handedOut, 3);
  assert.ok(changes > 0);
  assert.ok((await two.addCopies(1)).id > first.id);
  await settled();
  await tabs[0].pass(300);
  assert.equal(one.tally().handedOut, 4);
  assert.ok(shift);
});

test("a phone that keeps nothing says so", async () => {
  const { memoryStore } = await import("./memory-store.js");
  const store = memoryStore();
  store.failing = new NotSaved("full");
  const { app } = await phone(server(), { store });
  assert.equal((await app.storage()).canStore, false);
  assert.equal(await app.ready(), false);
});

test("settings outlive a restart", async () => {
  const { app, store, world } = await stall();
  assert.equal(app.settings().theme, "auto");
  await app.setSetting("theme", "sun");
  assert.equal((await phone(world, { store })).app.settings().theme, "sun");
});

test("a Safari tab is told how long its unsent facts are safe", async () => {
  const navigator = { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari", maxTouchPoints: 5, onLine: true };
  const world = server();
  const { app, clock } = await phone(world, { more: { navigator, matchMedia: () => ({ matches: false }) } });
  const shift = await app.shift((await app.join("pass-1")).key);
  assert.equal((await app.storage()).evictInDays, undefined);
  await shift.addConversation();
  clock.now += 2.5 * 24 * 60 * MINUTE;
  const { safariTab, evictInDays, unsentSince } = await app.storage();
  assert.deepEqual([safariTab, evictInDays, unsentSince], [true, 5, START]);
});
