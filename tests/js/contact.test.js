import assert from "node:assert/strict";
import { test } from "node:test";
import { contactErrors } from "../../handbill/field/static/field/contact.js";

const GOOD = { name: "Dee", phone: "01632 960123", channels: ["phone"] };

const TABLE = [
  ["a usual card is fine", GOOD, []],
  ["an e-mail alone is fine", { name: "Dee", email: "dee@example.org" }, []],
  ["another way alone is fine", { name: "Dee", other: "messages to the café" }, []],
  ["a name is needed", { ...GOOD, name: " " }, ["Write a name, or what to call them"]],
  ["one way to reach them is needed", { name: "Dee", channels: ["phone"] }, ["Give a phone number or an e-mail"]],
  ["a British number has ten digits", { ...GOOD, phone: "0163 2960" }, ["The phone number looks too short: 8 digits"]],
  ["one digit is said in the singular", { ...GOOD, phone: "7" }, ["The phone number looks too short: 1 digit"]],
  ["a number from abroad may be shorter", { ...GOOD, phone: "+45 32 12" }, ["The phone number looks too short: 6 digits"]],
  ["a Danish number from abroad is fine", { ...GOOD, phone: "+45 32 12 34 56" }, []],
  ["digits of another script count", { ...GOOD, phone: "٠٧٧٠٠٩٠٠١٠٠" }, []],
  ["odd but possible is let through", { ...GOOD, phone: "01632 960123 ext 4 (after 6)" }, []],
  ["an e-mail has an @", { name: "Dee", email: "dee.example.org" }, ["The e-mail has no @"]],
  ["an e-mail goes on after the @", { name: "Dee", email: "dee@example" }, ["The e-mail is not complete after the @"]],
  ["one way must be ticked", { ...GOOD, channels: [] }, ["Tick at least one way to reach them"]],
  ["a note must fit its envelope", { ...GOOD, note: "n".repeat(3000) }, ["The note is too long to seal: make it shorter"]],
  ["an Arabic note takes twice the room", { ...GOOD, note: "ل".repeat(1300) }, ["The note is too long to seal: make it shorter"]],
  ["several faults are told at once", { channels: [] }, ["Write a name, or what to call them", "Give a phone number or an e-mail", "Tick at least one way to reach them"]],
];

for (const [sentence, fields, wanted] of TABLE) {
  test(sentence, () => assert.deepEqual(contactErrors(fields, "GB").map((error) => error.sentence), wanted));
}
