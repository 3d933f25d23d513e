// @ts-check
/**
 * The last things done, each with the name under which it can be undone.
 * @import {Fact, Recent, Kind} from "./types.js"
 */

import { HOUR, MINUTE, instant } from "./clock.js";
import { retractedIds } from "./tally.js";
import { gettext, ngettext } from "./words.js";

const LISTED = 20;
export const CARD_CAN_GO_FOR = 10 * MINUTE;
/** What was filled in about a conversation goes with the conversation. @type {Kind[]} */
const UNDONE_BY_TAP = ["conversation", "handout", "asked_in_vain", "taken", "passed_on", "count", "contact", "question", "remark", "place"];

/** @param {Fact[]} facts oldest first @returns {Recent[]} newest first */
export function recentOf(facts) {
  const gone = retractedIds(facts);
  const listed = facts.filter(({ kind }) => UNDONE_BY_TAP.includes(kind)).slice(-LISTED).reverse();
  return listed.map((fact) => ({ fact, label: labelOf(fact), at: instant(fact.made_at), undone: gone.has(fact.id) }));
}

/** The last thing that can still be taken back. @param {Fact[]} facts oldest first @param {number} now */
export function lastToUndo(facts, now) {
  return recentOf(facts).find(({ fact, undone }) => !undone && canGo(fact, now))?.fact ?? null;
}

/** A sealed card can be thrown away here for ten minutes; later only at the desk. @param {Fact} fact @param {number} now */
export function canGo(fact, now) {
  const age = now - instant(fact.made_at);
  return age < (fact.kind === "contact" ? CARD_CAN_GO_FOR : 24 * HOUR);
}

/** @param {Fact} fact */
function labelOf({ kind, body }) {
  if (kind === "handout") return handoutLabel(body);
  if (kind === "asked_in_vain") return ngettext("+{n} wanted one", "+{n} wanted one", body.people);
  if (kind === "taken") return ngettext("{n} copy taken", "{n} copies taken", body.copies);
  if (kind === "passed_on") return ngettext("{n} copy passed on", "{n} copies passed on", body.copies);
  if (kind === "count") return ngettext("{n} copy counted", "{n} copies counted", body.copies);
  return plainLabel(kind);
}

/** @param {Record<string, any>} body */
function handoutLabel({ copies, for_friend }) {
  if (for_friend) return ngettext("+{n} copy for a friend", "+{n} copies for friends", for_friend);
  return ngettext("+{n} copy", "+{n} copies", copies);
}

/** @param {Kind} kind */
function plainLabel(kind) {
  if (kind === "conversation") return gettext("+1 conversation");
  if (kind === "contact") return gettext("Contact, sealed");
  if (kind === "question") return gettext("Question, sealed");
  return kind === "remark" ? gettext("Remark, sealed") : gettext("Place, sealed");
}
