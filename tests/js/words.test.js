import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { listed } from "../../handbill/field/static/field/parts/outings.js";
import { longDay, shortDay } from "../../handbill/field/static/field/parts/times.js";
import { gettext, loadWords, localeNow, ngettext, number, pgettext, timeOf, useCountry } from "../../handbill/field/static/field/words.js";

// Arabic's six forms for 0 to 199, as the server works them out of the catalogue.
const ARABIC = { language: "ar", dir: "rtl", plural: Array.from({ length: 200 }, (_, n) => arabic(n)), words: { Back: ["رجوع"], "{n} copy": ["لا نسخ", "نسخة", "نسختان", "{n} نسخ", "{n} نسخة", "{n} نسخة."], "key\u0004Open": ["افتح"] } };

function arabic(n) {
  if (n < 3) return n;
  const rest = n % 100;
  return rest >= 3 && rest <= 10 ? 3 : rest >= 11 ? 4 : 5;
}

const answers = (catalogue) => async () => new Response(JSON.stringify(catalogue));

afterEach(() => loadWords("en"));

test("without a catalogue the English of the source is shown", () => {
  assert.equal(gettext("Back"), "Back");
  assert.equal(gettext("{n} of {of}", { n: 12, of: 37 }), "12 of 37");
  assert.deepEqual([ngettext("{n} copy", "{n} copies", 1), ngettext("{n} copy", "{n} copies", 0)], ["1 copy", "0 copies"]);
});

test("a catalogue gives words, contexts, every plural and the direction", async () => {
  assert.deepEqual(await loadWords("ar", answers(ARABIC)), { language: "ar", dir: "rtl" });
  assert.deepEqual([gettext("Back"), pgettext("key", "Open"), gettext("Stall")], ["رجوع", "افتح", "Stall"]);
  const forms = [0, 1, 2, 5, 11, 100, 103, 211].map((n) => ARABIC.words["{n} copy"].indexOf(ngettext("{n} copy", "{n} copies", n).replace(/[\d٠-٩٬,]+/, "{n}")));
  assert.deepEqual(forms, [0, 1, 2, 3, 4, 5, 3, 4]);
});

test("the words are read beside the app's own files", async () => {
  const asked = [];
  await loadWords("fr", async (address) => { asked.push(String(address)); throw new TypeError("offline"); });
  assert.match(asked[0], /^\.\.\/words\/fr\.json$/);
  assert.equal(gettext("Back"), "Back");
});

test("times of today stand alone, others with their day", () => {
  const now = new Date(2026, 8, 12, 17, 0);
  assert.equal(timeOf(new Date(2026, 8, 12, 15, 44), Number(now)), "15:44");
  assert.match(timeOf(new Date(2026, 8, 14, 15, 44), Number(now)), /^Mon,? 15:44$/);
  assert.match(shortDay(Number(new Date(2026, 8, 12))), /12/);
  assert.equal(number(1200), "1,200");
});

test("a hole without a value stays to be seen", () => {
  assert.equal(gettext("{n} of {of}", { n: 1 }), "1 of {of}");
});

test("days are written as the group's country writes them, in whatever language", async () => {
  const day = Date.UTC(2026, 8, 12, 12);
  useCountry("GB");
  assert.equal(longDay(day), "Saturday 12 September");
  assert.equal(listed(["Mira", "Ola", "Kofi"]), "Mira, Ola and Kofi");
  useCountry("US");
  assert.equal(longDay(day), "Saturday, September 12");
  useCountry("");
  assert.match(longDay(day), /Saturday/);
  const arabic = { language: "ar", dir: "rtl", plural: Array(200).fill(0), words: {} };
  await loadWords("ar", async () => new Response(JSON.stringify(arabic)));
  useCountry("GB");
  assert.equal(localeNow(), "ar-GB");
  const digits = (text) => text.replace(/[^\p{Nd}]/gu, "");
  assert.equal(digits(longDay(day)), number(12));
  await loadWords("en");
  useCountry("");
});
