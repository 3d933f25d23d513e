import assert from "node:assert/strict";
import { test } from "node:test";
import { Picture } from "../../handbill/field/static/field/picture.js";
import { tallyOf } from "../../handbill/field/static/field/tally.js";
import { memoryStore } from "./memory-store.js";

const OUTING = "o";
const MADE_AT = "2026-09-12T15:00:00.000+00:00";

function entry(n) {
  const id = String(n).padStart(6, "0");
  const body = n % 7 ? (n % 3 ? {} : { copies: 1, way: "hand" }) : { person: id, sealed: { id, ct: "x".repeat(400), wraps: [] }, channels: ["phone"] };
  const kind = n % 7 ? (n % 3 ? "conversation" : "handout") : "contact";
  return { id, version: 1, outing: OUTING, savedAt: n, fact: { id, kind, outing: OUTING, made_at: MADE_AT, body } };
}

async function pictureOf(store) {
  const picture = new Picture(store);
  await picture.open(OUTING);
  return picture;
}

/** What the screens see of it. */
function seen(picture) {
  const { outbox, sent, refused } = picture.shelvesOf(OUTING);
  return { tally: tallyOf(picture.factsOf(OUTING), 0), ids: [outbox, sent, refused].map((shelf) => [...shelf.keys()].sort()) };
}

/** Chance that is the same each time. */
function dice(seed) {
  return (sides) => (seed = (seed * 48271) % 2147483647) % sides;
}

test("a few facts are not worth a digest", async () => {
  const store = memoryStore();
  const watched = (await pictureOf(store)).watched(() => undefined);
  await watched.change([{ put: "outings", row: { key: OUTING } }, ...Array.from({ length: 20 }, (_, n) => ({ put: "outbox", row: entry(n) }))]);
  await (await pictureOf(store)).digest();
  assert.equal(await store.count("digests"), 0);
});

test("whatever happens, the app started from a digest counts what the rows say", async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const [store, roll] = [memoryStore(), dice(seed)];
    const picture = await pictureOf(store);
    const watched = picture.watched(() => undefined);
    await watched.change([{ put: "outings", row: { key: OUTING } }, ...Array.from({ length: 500 }, (_, n) => ({ put: "outbox", row: entry(n) }))]);
    for (let n = 500; n < 560; n++) {
      if (roll(4) === 0) await picture.digest();
      if (roll(3)) await watched.change([{ put: "outbox", row: entry(n) }]);
      if (roll(5) === 0) await watched.change((await store.first("outbox", OUTING, 20)).map(({ id }) => ({ move: id, from: "outbox", to: roll(9) ? "sent" : "refused", with: { sentAt: n } })));
      if (roll(20) === 0) await watched.change((await store.all("sent", OUTING)).map(({ id }) => ({ move: id, from: "sent", to: "outbox" })));
      const fromDigest = seen(await pictureOf(store));
      assert.deepEqual(fromDigest, seen(picture));
      assert.deepEqual(fromDigest, seen(await pictureOf({ ...store, get: async (table, key) => (table === "digests" ? undefined : store.get(table, key)) })));
    }
  }
});

test("the digest is used, and holds nothing sealed", async () => {
  const store = memoryStore();
  const picture = await pictureOf(store);
  const watched = picture.watched(() => undefined);
  await watched.change([{ put: "outings", row: { key: OUTING } }, ...Array.from({ length: 500 }, (_, n) => ({ put: "outbox", row: entry(n) }))]);
  await picture.digest();
  const [digest] = await store.all("digests");
  assert.ok(!digest.text.includes("sealed") && !digest.text.includes("xxxx"));
  let reads = 0;
  await pictureOf({ ...store, all: async (table, outing) => (reads += Number(table === "outbox"), store.all(table, outing)) });
  assert.equal(reads, 0);
});

test("a digest that does not fit what is there is not believed", async () => {
  const store = memoryStore();
  const picture = await pictureOf(store);
  const watched = picture.watched(() => undefined);
  await watched.change([{ put: "outings", row: { key: OUTING } }, ...Array.from({ length: 500 }, (_, n) => ({ put: "outbox", row: entry(n) }))]);
  await picture.digest();
  await store.change([{ remove: "outbox", key: entry(3).id }]);
  assert.equal(seen(await pictureOf(store)).ids[0].length, 499);
});

test("an outing opened while another is being read is read too", async () => {
  const store = memoryStore();
  await store.change([{ put: "outbox", row: entry(1) }, { put: "outbox", row: { ...entry(2), outing: "p" } }]);
  const picture = new Picture(store);
  await Promise.all([picture.open(OUTING), picture.open("p"), picture.open("p")]);
  assert.deepEqual([picture.factsOf(OUTING).length, picture.factsOf("p").length], [1, 1]);
});
