import assert from "node:assert/strict";
import { test } from "node:test";
import { Offline, Refused } from "../../handbill/field/static/field/errors.js";
import { memoryStore } from "./memory-store.js";
import { phone, settled, START } from "./phone.js";
import { json, outingOf, server } from "./server.js";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A phone at its stall, with as many conversations noted as asked for. */
async function stall({ noted = 0, world = server(), ...how } = {}) {
  const held = await phone(world, how);
  const joined = await held.app.join("pass-1");
  const shift = await held.app.shift(joined.key);
  for (let n = 0; n < noted; n++) await shift.addConversation();
  await settled();
  return { ...held, world, joined, shift };
}

function counts(shift) {
  const { saved, waiting, received, refused } = shift.outbox();
  return { saved, waiting, received, refused: refused.length };
}

test("what was noted goes out by itself a few seconds after the tap", async () => {
  const { shift, world, pass } = await stall({ noted: 3 });
  assert.deepEqual(counts(shift), { saved: 3, waiting: 3, received: 0, refused: 0 });
  await pass(4000);
  assert.deepEqual(counts(shift), { saved: 3, waiting: 0, received: 3, refused: 0 });
  assert.equal(world.filed.size, 3);
  assert.equal(shift.outbox().state, "idle");
});

test("what is noted while a batch is gathered is told as still waiting", async () => {
  const store = memoryStore();
  const { count, first } = store;
  const taps = [];
  const withTap = async (found) => (await taps.shift()?.(), found);
  Object.assign(store, { count: async (...about) => withTap(await count(...about)), first: async (...about) => withTap(await first(...about)) });
  const { shift, world, pass } = await stall({ noted: 3, store });
  taps.push(() => shift.addCopies(1), () => shift.addCopies(1));
  await shift.sendNow();
  await pass(4000);
  const waiting = world.factsRequests().map(({ body }) => body.waiting);
  assert.ok(waiting.every((n) => n >= 0), `waiting was told as ${waiting}`);
  assert.deepEqual(counts(shift), { saved: 5, waiting: 0, received: 5, refused: 0 });
});

test("the outbox says since when it waits, when it last sent, and what waits by kind", async () => {
  const { shift, clock, pass } = await stall({ noted: 1 });
  clock.now += 1000;
  await shift.addCopies(2);
  assert.deepEqual([shift.outbox().since, shift.outbox().byKind], [START, { conversation: 1, handout: 1 }]);
  await pass(4000);
  const { since, lastSentAt, lastTryAt, byKind } = shift.outbox();
  assert.deepEqual([since, byKind], [undefined, {}]);
  assert.ok(lastSentAt > START && lastTryAt > START);
});

test("a lost answer is asked for again, and nothing is filed twice", async () => {
  const { shift, world, pass } = await stall({ noted: 5 });
  let lost = 3;
  world.after = (answer) => {
    if (lost-- > 0) throw new TypeError("connection reset");
    return answer;
  };
  await pass(4000);
  assert.equal(world.filed.size, 5);
  assert.deepEqual(counts(shift), { saved: 5, waiting: 5, received: 0, refused: 0 });
  assert.equal(shift.outbox().state, "offline");
  await pass(5 * MINUTE);
  assert.deepEqual(counts(shift), { saved: 5, waiting: 0, received: 5, refused: 0 });
  assert.equal(world.filed.size, 5);
});

test("without signal it tries again with growing pauses, and for ever", async () => {
  const world = server();
  const { shift, pass } = await stall({ noted: 1, world });
  world.before = () => { throw new TypeError("no signal"); };
  await pass(60 * MINUTE);
  const tries = world.factsRequests().length;
  assert.ok(tries > 12 && tries < 30, `${tries} tries in an hour`);
  world.before = () => undefined;
  await pass(5 * MINUTE);
  assert.deepEqual(counts(shift), { saved: 1, waiting: 0, received: 1, refused: 0 });
});

test("'Try now' does not wait for the pause", async () => {
  const { shift, world, pass } = await stall({ noted: 1 });
  world.before = () => { throw new TypeError("no signal"); };
  await pass(30 * MINUTE);
  world.before = () => undefined;
  await shift.sendNow();
  await settled();
  assert.equal(counts(shift).waiting, 0);
});

test("a café's sign-in page is not the server", async () => {
  const { shift, world, pass } = await stall({ noted: 2 });
  world.before = () => new Response("<html>Welcome</html>", { status: 200 });
  await pass(4000);
  assert.deepEqual(counts(shift), { saved: 2, waiting: 2, received: 0, refused: 0 });
  world.before = () => json(200, { hello: "portal" });
  await pass(MINUTE);
  assert.equal(counts(shift).waiting, 2);
});

test("450 facts go in batches of at most 200, each saying how many are left", async () => {
  const { world, pass } = await stall({ noted: 450 });
  await pass(4000);
  assert.deepEqual(world.factsRequests().map(({ body }) => [body.facts.length, body.waiting]), [[200, 250], [200, 50], [50, 0]]);
});

test("a batch that is too large is halved until it goes through", async () => {
  const world = server();
  world.limit = 30;
  const { shift, pass } = await stall({ noted: 120, world });
  await pass(4000);
  assert.equal(counts(shift).received, 120);
  assert.ok(world.factsRequests().filter(({ body }) => body.facts.length <= 30).length >= 4);
});

test("a server that is busy is left alone for as long as it asks, even by 'Try now'", async () => {
  for (const status of [429, 503]) {
    const { shift, world, pass } = await stall({ noted: 1 });
    world.before = () => json(status, { code: "slow_down", sentence: "Later." }, { "Retry-After": "600" });
    await pass(4000);
    const asked = world.requests.length;
    world.before = () => undefined;
    await shift.sendNow();
    await pass(9 * MINUTE);
    assert.equal(world.requests.length, asked);
    await pass(2 * MINUTE);
    assert.equal(counts(shift).received, 1);
  }
});

test("a refused fact is kept aside with its sentence, its neighbours go through", async () => {
  const world = server();
  world.verdict = (fact) => (fact.kind === "handout" ? { verdict: "refused", code: "bad_fact", sentence: "copies is not a number" } : { verdict: "filed" });
  const { shift, pass } = await stall({ noted: 2, world });
  const bad = await shift.addCopies(1);
  await shift.addConversation();
  await pass(4000);
  assert.deepEqual(counts(shift), { saved: 4, waiting: 0, received: 3, refused: 1 });
  const [aside] = shift.outbox().refused;
  assert.deepEqual([aside.fact, aside.code, aside.sentence], [bad, "bad_fact", "copies is not a number"]);
  assert.equal(shift.outbox().state, "refused");
});

test("a receipt without an id belongs to the fact at its place", async () => {
  const { shift, world, pass } = await stall({ noted: 2 });
  world.after = async (answer) => {
    const body = await answer.json();
    return json(200, { ...body, receipts: [body.receipts[0], { id: null, verdict: "refused", code: "bad_fact", sentence: "no id" }] });
  };
  await pass(4000);
  assert.deepEqual(counts(shift), { saved: 2, waiting: 0, received: 1, refused: 1 });
});

test("a fact without a receipt, or with a verdict nobody knows, stays", async () => {
  const { shift, world, pass } = await stall({ noted: 1 });
  const [mute, odd] = [await shift.addCopies(1), await shift.addCopies(2)];
  world.after = async (answer) => {
    const { receipts = [], ...body } = await answer.json();
    const heard = receipts.filter(({ id }) => id !== mute.id).map((receipt) => (receipt.id === odd.id ? { ...receipt, verdict: "perhaps" } : receipt));
    return json(200, { ...body, receipts: heard });
  };
  await pass(4000);
  assert.deepEqual(counts(shift), { saved: 3, waiting: 2, received: 1, refused: 0 });
  world.after = (answer) => answer;
  await pass(6 * MINUTE);
  assert.deepEqual(counts(shift), { saved: 3, waiting: 0, received: 3, refused: 0 });
});

test("a card that was erased is forgotten", async () => {
  const { shift, store, world, pass } = await stall({ noted: 2 });
  world.verdict = () => ({ verdict: "refused", code: "erased" });
  await pass(4000);
  assert.deepEqual(counts(shift), { saved: 0, waiting: 0, received: 0, refused: 0 });
  assert.equal(await store.count("sent"), 0);
});

test("a token that ended is renewed with the pass that was kept, under the same phone id", async () => {
  const { shift, world, pass } = await stall({ noted: 2 });
  world.endTokens();
  await pass(4000);
  assert.equal(counts(shift).received, 2);
  const joins = world.requests.filter(({ path }) => path.endsWith("/join"));
  assert.equal(joins.length, 2);
  assert.deepEqual(joins[0].body, joins[1].body);
});

test("a server that refuses every fresh token is not asked without end", async () => {
  const { shift, world, pass } = await stall({ noted: 1 });
  world.before = (asked) => (asked.path.endsWith("/facts") ? json(401, { code: "phone_unknown", sentence: "No." }) : undefined);
  const before = world.requests.length;
  await pass(4000);
  assert.ok(world.requests.length - before <= 8);
  assert.equal(counts(shift).waiting, 1);
});

test("a pass that was revoked keeps everything until a new square is shown", async () => {
  const { app, shift, store, world, joined, pass } = await stall({ noted: 2 });
  const { outing } = world.passes.get("pass-1");
  world.passes.get("pass-1").state = "revoked";
  world.endTokens();
  await pass(10 * MINUTE);
  assert.equal(shift.outbox().state, "signed_out");
  assert.equal(app.outings()[0].signedOut, true);
  assert.equal(counts(shift).waiting, 2);
  world.passes.set("pass-2", { outing, state: "open" });
  assert.equal((await app.join("pass-2")).key, joined.key);
  await settled();
  assert.equal(counts(shift).received, 2);
  const [{ phone: own }] = await store.all("outings");
  const filedBy = (kind) => [...world.filed.values()].filter(({ fact }) => fact.kind === kind).map((row) => row.phone);
  assert.deepEqual(filedBy("conversation"), [own, own]);
  const strays = [...world.phones.values()].map(({ id }) => id).filter((id) => id !== own);
  assert.deepEqual(filedBy("shift_ended"), strays);
});

test("a phone that was in a drawer joins late and sends what it has", async () => {
  const { app, shift, world, pass } = await stall({ noted: 2 });
  world.passes.get("pass-1").state = "late";
  world.endTokens();
  await pass(4000);
  assert.equal(counts(shift).received, 2);
  assert.equal(app.outings()[0].late, true);
  const asked = world.requests.length;
  await app.refresh(app.outings()[0]);
  assert.deepEqual(world.requests.slice(asked).map(({ path, body }) => [path.split("/").at(-1), body.facts]), [["facts", []]]);
});

for (const knows of ["the phone", "no phone"]) {
  test(`a server restored after the outing that knows ${knows} is offered everything again`, async () => {
    const { app, shift, joined, world, pass } = await stall({ noted: 5 });
    await pass(4000);
    world.passes.get("pass-1").state = "late";
    await app.refresh(joined);
    await settled();
    assert.ok(app.outings()[0].passEndedAt);
    world.filed.clear();
    world.generation = "g2";
    if (knows === "no phone") world.endTokens();
    await app.refresh(joined);
    await pass(4000);
    assert.equal(world.filed.size, 5);
    assert.deepEqual(counts(shift), { saved: 5, waiting: 0, received: 5, refused: 0 });
  });
}

test("half an answer is none, and what it would have said is asked for again", async () => {
  const { shift, world, pass } = await stall({ noted: 3 });
  world.after = async (answer) => ({ ok: true, status: answer.status, headers: answer.headers, json: async () => JSON.parse((await answer.text()).slice(0, 90)) });
  await pass(4000);
  assert.equal(world.filed.size, 3);
  assert.deepEqual(counts(shift), { saved: 3, waiting: 3, received: 0, refused: 0 });
  world.after = (answer) => answer;
  await pass(10 * MINUTE);
  assert.deepEqual(counts(shift), { saved: 3, waiting: 0, received: 3, refused: 0 });
});

test("a server restored from a backup is offered everything again", async () => {
  const { shift, world, pass } = await stall({ noted: 30 });
  await pass(4000);
  world.filed = new Map([...world.filed].slice(0, 10));
  world.generation = "g2";
  await shift.addCopies(1);
  await pass(4000);
  assert.equal(world.filed.size, 31);
  assert.deepEqual(counts(shift), { saved: 31, waiting: 0, received: 31, refused: 0 });
});

test("a restored server is noticed by looking at the outing as well", async () => {
  const { app, joined, world, pass } = await stall({ noted: 5 });
  await pass(4000);
  world.filed.clear();
  world.generation = "g2";
  await app.refresh(joined);
  await settled();
  assert.equal(world.filed.size, 5);
});

test("a server restored to a time before the phone joined is offered everything by joining again", async () => {
  const { shift, world, pass } = await stall({ noted: 7 });
  await pass(4000);
  world.filed.clear();
  world.endTokens();
  world.generation = "g2";
  await shift.addCopies(1);
  await pass(4000);
  assert.equal(world.filed.size, 8);
  assert.deepEqual(counts(shift), { saved: 8, waiting: 0, received: 8, refused: 0 });
});

test("scanning the square again after the server was restored offers all of the group's outings again", async () => {
  const world = server();
  world.passes.set("pass-2", { outing: outingOf(world.group, world.lead, "018f0000-0000-7000-8000-0000000000b2"), state: "open" });
  const { app, pass } = await stall({ noted: 3, world });
  const other = await app.join("pass-2");
  await (await app.shift(other.key)).addConversation();
  await pass(4000);
  assert.equal(world.filed.size, 4);
  world.filed.clear();
  world.generation = "g2";
  await app.join("pass-1");
  await pass(4000);
  assert.equal(world.filed.size, 4);
});

test("a server that changes its generation with every answer is not fed without end", async () => {
  const { world, pass } = await stall({ noted: 5 });
  let n = 0;
  world.after = async (answer) => json(answer.status, { ...(await answer.json()), generation: `g${n++}` });
  await pass(4000);
  assert.ok(world.factsRequests().length < 6);
});

test("what was sent is forgotten after fourteen days", async () => {
  const world = server();
  const { store, clock, pass } = await stall({ noted: 3, world });
  await pass(4000);
  assert.equal(await store.count("sent"), 3);
  clock.now += 13 * DAY;
  await (await phone(world, { store, clock })).pass(2000);
  assert.equal(await store.count("sent"), 3);
  clock.now += 2 * DAY;
  await (await phone(world, { store, clock })).pass(2000);
  assert.equal(await store.count("sent"), 0);
});

test("an outing is forgotten when nothing of it can be sent any more, not while something waits", async () => {
  for (const [sendIt, left] of [[true, 0], [false, 1]]) {
    const world = server();
    const { store, clock, pass } = await stall({ noted: 1, world });
    if (sendIt) await pass(4000);
    else world.before = () => { throw new TypeError("no signal"); };
    clock.now += 50 * DAY;
    await (await phone(world, { store, clock })).pass(2000);
    assert.equal(await store.count("outings"), left);
  }
});

test("a screen that stumbles does not make a tap fail", async () => {
  const reported = [];
  const { app, shift } = await stall({ more: { reportError: (error) => reported.push(error.message) } });
  app.on("change", () => { throw new Error("stumbled"); });
  assert.equal((await shift.addConversation()).kind, "conversation");
  assert.deepEqual(reported, ["stumbled"]);
});

test("an app that is killed and started again has lost nothing", async () => {
  const world = server();
  const { store, joined } = await stall({ noted: 7, world });
  world.before = () => { throw new TypeError("no signal"); };
  const again = await phone(world, { store });
  const shift = await again.app.shift(joined.key);
  assert.deepEqual(counts(shift), { saved: 7, waiting: 7, received: 0, refused: 0 });
  assert.ok((await shift.addConversation()).id > (await store.all("outbox"))[6].id);
});

test("two tabs without locks send the same and file it once", async () => {
  const world = server();
  const { store, shift, joined } = await stall({ noted: 20, world });
  const other = await phone(world, { store });
  const tab = await other.app.shift(joined.key);
  await Promise.all([shift.sendNow(), tab.sendNow()]);
  await settled();
  assert.equal(world.filed.size, 20);
  assert.deepEqual([await store.count("outbox"), await store.count("sent")], [0, 20]);
});

test("a lock held by another tab is waited for, but not for ever", async () => {
  const locks = { request: async (_name, _how, work) => work(null) };
  const { world, pass } = await stall({ noted: 1, more: { locks } });
  await pass(30_000);
  assert.equal(world.factsRequests().length, 0);
  await pass(5 * MINUTE);
  assert.equal(world.filed.size, 1);
});

test("a phone with two groups keeps two phone ids and sends to each outing by its own token", async () => {
  const world = server();
  const other = { ...world.group, id: "018f0000-0000-7000-8000-00000000000b" };
  const { app, shift, pass } = await stall({ noted: 1, world });
  world.passes.set("pass-9", { outing: outingOf(other, world.lead, "018f0000-0000-7000-8000-0000000000b9"), state: "open" });
  const second = await app.shift((await app.join("pass-9")).key);
  await second.addConversation();
  await pass(4000);
  assert.deepEqual([counts(shift).received, counts(second).received], [1, 1]);
  assert.equal(new Set([...world.phones.values()].map(({ id }) => id)).size, 2);
});

test("joining says why not", async () => {
  const world = server();
  const { app } = await phone(world);
  await assert.rejects(app.join("nothing"), (error) => error instanceof Refused && error.code === "pass_unknown" && error.sentence !== "");
  world.before = () => { throw new TypeError("no signal"); };
  await assert.rejects(app.join("pass-1"), Offline);
});

test("a member joins with her session and is known by name", async () => {
  const world = server();
  const { app } = await phone(world);
  const joined = await app.joinAsMember(world.passes.get("pass-1").outing.id, "csrf");
  assert.equal(joined.member.name, "Ben");
  assert.equal(world.requests[0].headers["X-CSRFToken"], "csrf");
  assert.equal(world.requests[0].body.pass, undefined);
});

test("the screens get no token and no pass", async () => {
  const { app } = await stall();
  const text = JSON.stringify(app.outings());
  assert.ok(!text.includes("pass-1") && !text.includes("token"));
});

test("refreshing takes the new outing, and a pass that ended is marked", async () => {
  const { app, joined, world } = await stall();
  const pass = world.passes.get("pass-1");
  pass.outing = { ...pass.outing, version: 2, questions: [] };
  await app.refresh(joined);
  assert.deepEqual(app.outings()[0].outing.questions, []);
  pass.state = "revoked";
  await app.refresh(joined);
  assert.ok(app.outings()[0].passEndedAt >= START);
  world.before = () => { throw new TypeError("no signal"); };
  await app.refresh(joined);
});

test("signing out with unsent entries tells their number and keeps all", async () => {
  const { app, shift, store } = await stall({ noted: 4 });
  assert.deepEqual(await app.signOut(), { unsent: 4 });
  assert.equal(counts(shift).waiting, 4);
  assert.deepEqual(await app.signOut({ force: true }), { unsent: 4 });
  assert.equal(await store.count("outbox"), 4);
  const [row] = await store.all("outings");
  assert.deepEqual([row.token, row.pass, row.signedOut], [undefined, undefined, true]);
});

test("what was kept at signing out goes out when the phone joins again", async () => {
  const { app, world } = await stall({ noted: 4 });
  await app.signOut({ force: true });
  await app.join("pass-1");
  await settled();
  assert.equal([...world.filed.values()].filter(({ fact }) => fact.kind === "conversation").length, 4);
});

test("signing out with nothing unsent forgets the outing", async () => {
  const { app, store, pass } = await stall({ noted: 1 });
  await pass(4000);
  assert.deepEqual(await app.signOut(), { unsent: 0 });
  assert.deepEqual([app.outings(), await store.count("sent"), await store.count("outings")], [[], 0, 0]);
});
