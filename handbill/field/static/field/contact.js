// @ts-check
/**
 * What a card must have before it is sealed, and who can open it afterwards. Odd but possible numbers are let through.
 * @import {CardFields, ContactOptions, FieldError, Key, OutingRow} from "./types.js"
 */

import { bytesTooMany } from "./seal.js";
import { gettext, ngettext } from "./words.js";

/** Fewer digits than any number of that country has, dialled in or from it. */
const FEWEST_DIGITS = 7;
/** @type {Record<string, number>} */
const FEWEST_DIGITS_IN = { GB: 10, IE: 9, US: 10, CA: 10, FR: 9, ES: 9, PT: 9, PL: 9, NL: 9, AU: 9, IN: 10, MA: 9, DZ: 9 };

/** @param {CardFields & {channels?: string[]}} fields @param {string} [country] @returns {FieldError[]} */
export function contactErrors(fields, country = "") {
  const { name, phone, email, other, note, channels } = fields;
  /** @type {(FieldError | false)[]} */
  const errors = [
    !text(name) && { field: "name", sentence: gettext("Write a name, or what to call them") },
    !text(phone) && !text(email) && !text(other) && { field: "reach", sentence: gettext("Give a phone number or an e-mail") },
    phoneError(text(phone), country),
    emailError(text(email)),
    channels?.length === 0 && { field: "channels", sentence: gettext("Tick at least one way to reach them") },
    noteError({ name, phone, email, other, note }),
  ];
  return errors.filter((error) => error !== false);
}

/** @param {string} phone @param {string} country @returns {FieldError | false} */
function phoneError(phone, country) {
  const n = (phone.match(/\p{Nd}/gu) ?? []).length;
  const isLong = n >= (phone.startsWith("+") ? FEWEST_DIGITS : (FEWEST_DIGITS_IN[country] ?? FEWEST_DIGITS));
  const sentence = ngettext("The phone number looks too short: {n} digit", "The phone number looks too short: {n} digits", n);
  return phone !== "" && !isLong && { field: "phone", sentence };
}

/** @param {string} email @returns {FieldError | false} */
function emailError(email) {
  if (!email) return false;
  if (!email.includes("@")) return { field: "email", sentence: gettext("The e-mail has no @") };
  return !/^\S+@[^\s@]+\.[^\s@.]+$/.test(email) && { field: "email", sentence: gettext("The e-mail is not complete after the @") };
}

/** A card has one size of envelope; room is left for consents and times. @param {CardFields} fields @returns {FieldError | false} */
function noteError(fields) {
  const isTooLong = bytesTooMany({ ...fields, room: "0".repeat(1500) }) > 0;
  return isTooLong && { field: "note", sentence: gettext("The note is too long to seal: make it shorter") };
}

/**
 * What the readers will find in the card (KEYS.md).
 * @param {CardFields} fields
 * @param {ContactOptions} options
 * @param {string} madeAt
 */
export function cardOf(fields, { consents, language }, madeAt) {
  const { name, phone, email, other, note } = fields;
  const typed = { name: text(name), phone: text(phone), email: text(email), other: text(other), note: text(note) };
  return { v: 1, ...typed, language: language ?? "", consents, made_at: madeAt };
}

/**
 * The group's key, and the key of whoever is to get back to the person.
 * @param {OutingRow} row
 * @param {string} [owner]
 * @returns {Key[]}
 */
export function readersOf({ group, outing, member }, owner) {
  const people = [...(member ? [member] : []), outing.lead, ...outing.members];
  const fallback = member ?? outing.lead;
  const reader = owner === "anyone" ? outing.lead : owner ? people.find(({ id }) => id === owner) : fallback;
  return [group.key, reader?.key ?? outing.lead?.key].filter(Boolean);
}

/** @param {string} [value] */
function text(value) {
  return (value ?? "").trim();
}
