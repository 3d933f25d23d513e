import assert from "node:assert/strict";
import { webcrypto as crypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CannotSeal } from "../../handbill/field/static/field/errors.js";
import { makeIds } from "../../handbill/field/static/field/ids.js";
import { bytesTooMany, makeSeal } from "../../handbill/field/static/field/seal.js";
import { open, publicOf } from "./open.js";

const ids = makeIds(crypto, () => Date.now());
const { seal, warmUp } = makeSeal(crypto);
const CARD = { v: 1, name: "Dee", phone: "01632 960123" };

function reader() {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { secret, key: { id: ids.next(), public: Buffer.from(publicOf(secret)).toString("base64") } };
}

function vectors(name) {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
}

const opened = (entry) =>
  open({ label: entry.label, id: entry.id, sealed: entry.sealed, secret: new Uint8Array(Buffer.from(entry.reader_secret, "hex")), keyId: entry.reader_key_id });

for (const name of ["cards", "texts", "from_js"]) {
  test(`every sealed value of ${name}.json opens here as it does in Python`, () => {
    const entries = vectors(name);
    assert.ok(entries.length > 0);
    for (const entry of entries) assert.deepEqual(wellFormed(opened(entry).plain), entry.plain, entry.title);
  });
}

/** Half an emoji becomes a question mark for whoever reads it. */
function wellFormed(plain) {
  return JSON.parse(JSON.stringify(plain).replaceAll("\\ud83d", "?"));
}

test("a value sealed under another id or label does not open", () => {
  const [entry] = vectors("from_js");
  assert.throws(() => opened({ ...entry, id: ids.next() }));
  assert.throws(() => opened({ ...entry, label: "hb-remark-1" }));
});

test("each reader opens the card with her own key, and nobody with another", () => {
  const [group, owner, stranger] = [reader(), reader(), reader()];
  const id = ids.next();
  const sealed = seal(CARD, { label: "hb-card-1", id, readers: [group.key, owner.key] });
  for (const { secret, key } of [group, owner]) assert.deepEqual(open({ label: "hb-card-1", id, sealed, secret, keyId: key.id }).plain, CARD);
  assert.throws(() => open({ label: "hb-card-1", id, sealed, secret: stranger.secret, keyId: group.key.id }));
});

test("the wire's sizes: 41 bytes and a multiple of 256, 97 bytes a wrap", () => {
  const { key } = reader();
  for (const [letters, blocks] of [[0, 1], [200, 1], [600, 3]]) {
    const sealed = seal({ ...CARD, note: "n".repeat(letters) }, { label: "hb-card-1", id: ids.next(), readers: [key] });
    const ct = Buffer.from(sealed.ct, "base64");
    assert.deepEqual([ct[0], ct.length, Buffer.from(sealed.wraps[0].wrap, "base64").length], [1, 41 + 256 * blocks, 97]);
  }
});

test("two cards of different length look the same from outside", () => {
  const { key } = reader();
  const [a, b] = ["", "a longer note, still in one block"].map((note) => seal({ ...CARD, note }, { label: "hb-card-1", id: ids.next(), readers: [key] }));
  assert.equal(a.ct.length, b.ct.length);
});

test("the same card sealed twice shares nothing", () => {
  const { key } = reader();
  const id = ids.next();
  const [a, b] = [1, 2].map(() => seal(CARD, { label: "hb-card-1", id, readers: [key] }));
  assert.notEqual(a.ct, b.ct);
  assert.notEqual(a.wraps[0].wrap, b.wraps[0].wrap);
});

test("what was prepared is used for one card and never again", () => {
  const own = makeSeal(crypto);
  const { key, secret } = reader();
  own.prepare([key]);
  const cards = [1, 2, 3].map(() => {
    const id = ids.next();
    return { id, sealed: own.seal(CARD, { label: "hb-card-1", id, readers: [key] }) };
  });
  const senders = cards.map(({ sealed }) => Buffer.from(sealed.wraps[0].wrap, "base64").subarray(0, 32).toString("hex"));
  assert.equal(new Set(senders).size, 3);
  for (const { id, sealed } of cards) assert.deepEqual(open({ label: "hb-card-1", id, sealed, secret, keyId: key.id }).plain, CARD);
});

test("one reader named twice gets one wrap, and no card has more than four", () => {
  const { key } = reader();
  assert.equal(seal(CARD, { label: "hb-card-1", id: ids.next(), readers: [key, key] }).wraps.length, 1);
  const many = Array.from({ length: 6 }, () => reader().key);
  assert.equal(seal(CARD, { label: "hb-card-1", id: ids.next(), readers: many }).wraps.length, 4);
});

test("without a key, with a broken one, or with too much text nothing is sealed", () => {
  const { key } = reader();
  const card = (note, readers) => () => seal({ ...CARD, note }, { label: "hb-card-1", id: ids.next(), readers });
  assert.throws(card("", []), CannotSeal);
  assert.throws(card("", [{ ...key, public: "AAAA" }]), CannotSeal);
  assert.throws(card("", [{ ...key, public: Buffer.alloc(32).toString("base64") }]));
  assert.throws(card("ل".repeat(2100), [key]), CannotSeal);
  assert.ok(bytesTooMany({ note: "ل".repeat(2100) }) > 0);
  assert.equal(bytesTooMany(CARD), 0);
});

test("warming up seals and leaves nothing behind", () => {
  assert.equal(warmUp(), undefined);
});
