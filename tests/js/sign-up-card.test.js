/** The card of somebody who signs up, and what is wrong with it. */

import assert from "node:assert/strict";
import test from "node:test";

import { cardOf, wrongWith } from "../../handbill/signup/static/signup/card.js";

const OFFERED = {
  "news-email": { purpose: "news", channel: "email", wording: "n" },
  "follow_up-phone": { purpose: "follow_up", channel: "phone", wording: "p" },
  "texts-text": { purpose: "texts", channel: "text", wording: "t" },
};

/** @param {Record<string, string | string[]>} fields */
function typed(fields) {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value);
  return form;
}

test("the card holds what was typed, and only what was agreed to at once", () => {
  const form = typed({ name: " Bea ", phone: "07700 900321", agreed: ["news-email", "texts-text", "follow_up-phone", "made-up"] });
  assert.deepEqual(cardOf(form, OFFERED, "en", "2026-09-12T18:00:00.000Z"), {
    v: 1,
    name: "Bea",
    phone: "07700 900321",
    email: "",
    other: "",
    note: "",
    language: "en",
    consents: [OFFERED["follow_up-phone"]],
    made_at: "2026-09-12T18:00:00.000Z",
  });
});

for (const [fields, wrong] of [
  [{ phone: "07700 900321", agreed: "follow_up-phone" }, []],
  [{ phone: "٠٧٧٠٠ ٩٠٠٣٢١", agreed: "follow_up-phone" }, []],
  [{ email: "bea@mail.example", agreed: ["news-email", "follow_up-email"] }, []],
  [{ other: "@bea", agreed: "follow_up-other" }, []],
  [{}, ["phone-missing", "agreed-missing"]],
  [{ phone: "07700 900321" }, ["agreed-missing"]],
  [{ phone: "12", agreed: "follow_up-phone" }, ["phone-odd"]],
  [{ email: "bea@", agreed: "follow_up-email" }, ["email-odd"]],
  [{ email: "bea@mail.example", agreed: "follow_up-phone" }, ["phone-needed"]],
  [{ phone: "07700 900321", agreed: "news-email" }, ["email-needed"]],
  [{ phone: "07700 900321", agreed: "follow_up-other" }, ["other-needed"]],
  [{ email: "bea@mail.example", agreed: "texts-text" }, ["phone-needed"]],
]) {
  test(`${JSON.stringify(fields)} is told ${wrong.join(", ") || "nothing"}`, () => {
    assert.deepEqual(wrongWith(typed(/** @type {any} */ (fields))), wrong);
  });
}
