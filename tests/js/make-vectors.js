/**
 * Writes tests/vectors/from_js.json: what seal.js seals, with the secret of one reader, for Python to open.
 * `node tests/js/make-vectors.js`, only when seal.js was changed on purpose.
 */
import { webcrypto as crypto } from "node:crypto";
import { writeFileSync } from "node:fs";
import { makeIds } from "../../handbill/field/static/field/ids.js";
import { makeSeal } from "../../handbill/field/static/field/seal.js";
import { publicOf } from "./open.js";

const ids = makeIds(crypto, () => Date.parse("2026-09-12T15:44:00Z"));
const { seal } = makeSeal(crypto);
const CARD = { v: 1, name: "Dee Marsh", phone: "01632 960123", email: "", other: "", note: "", language: "en", consents: [], made_at: "2026-09-12T15:44:00.000+01:00" };
const CONSENT = { purpose: "follow_up", channel: "text", wording: "01990000-0000-7615-a3ea-5f5d7c9fcaee" };

const CASES = [
  ["a usual card", "hb-card-1", 2, { ...CARD, consents: [CONSENT] }],
  ["Arabic", "hb-card-1", 2, { ...CARD, name: "ليلى الهادي", language: "ar", note: "تفضل المساء" }],
  ["Chinese and a face", "hb-card-1", 1, { ...CARD, name: "王小明 🙂" }],
  ["half an emoji", "hb-card-1", 1, { ...CARD, note: "cut \ud83d off" }],
  ["unfinished and nearly empty", "hb-card-1", 4, { v: 1, name: "" }],
  ["exactly one block", "hb-card-1", 1, filledTo(256)],
  ["one byte over a block", "hb-card-1", 1, filledTo(257)],
  ["the longest card", "hb-card-1", 1, filledTo(4096)],
  ["a question", "hb-question-1", 1, { v: 1, text: "But how do we get there?" }],
  ["a remark", "hb-remark-1", 1, { v: 1, text: "Move to the tram stop side.\nPeople wait there." }],
  ["a place", "hb-place-1", 1, { v: 1, text: "Outside the library" }],
];

writeFileSync(new URL("../vectors/from_js.json", import.meta.url), JSON.stringify(CASES.map(entry), null, 1) + "\n");

function entry([title, label, count, plain]) {
  const secrets = Array.from({ length: count }, () => crypto.getRandomValues(new Uint8Array(32)));
  const readers = secrets.map((secret) => ({ id: ids.next(), public: Buffer.from(publicOf(secret)).toString("base64") }));
  const id = ids.next();
  const sealed = seal(plain, { label, id, readers });
  const readable = JSON.parse(JSON.stringify(plain).replaceAll("\\ud83d", "?"));
  return { title, label, id, plain: readable, sealed, reader_secret: Buffer.from(secrets.at(-1)).toString("hex"), reader_key_id: readers.at(-1).id };
}

function filledTo(bytes) {
  const empty = JSON.stringify({ v: 1, note: "" }).length;
  return { v: 1, note: "n".repeat(bytes - empty) };
}
