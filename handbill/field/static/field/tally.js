// @ts-check
/**
 * What this phone counted, from its own facts. A fact taken back is as if never made, in whichever order they come;
 * a detail replaces single fields of its conversation, the one with the greatest id wins; a count replaces what came
 * before it.
 * @import {Fact, Tally, ConversationFields, Outing} from "./types.js"
 */

import { HOUR, MINUTE, instant } from "./clock.js";

export const TIME_TO_GET_BACK = 48 * HOUR;
const PACE_WINDOW = 30 * MINUTE;
const PACE_FROM_COPIES = 10;
const PACE_STEP = 5 * MINUTE;
const CONVERSATION_FIELDS = /** @type {const} */ (["ask", "reception", "language", "questions", "points"]);

/**
 * @param {Fact[]} facts
 * @param {number} now
 * @param {Pick<Outing, "questions">} [outing] gives the questions their words
 * @returns {Tally}
 */
export function tallyOf(facts, now, outing) {
  const standing = standingFacts(facts);
  const talks = conversationsOf(standing);
  const stack = stackOf(standing);
  return {
    ...stack,
    forFriends: sum(standing, "handout", "for_friend"),
    inVain: sum(standing, "asked_in_vain", "people"),
    conversations: talks.size,
    asked: [...talks.values()].filter(({ ask }) => ask && ask !== "not_asked").length,
    given: [...talks.values()].filter(({ ask }) => ask === "given").length,
    contacts: standing.filter(({ kind }) => kind === "contact").length,
    runsOutAt: runsOutAt(standing, stack, now),
    openFollowUps: followUpsOf(standing, talks, outing),
  };
}

/** The facts that stand, in the order of their ids. @param {Fact[]} facts */
export function standingFacts(facts) {
  const gone = retractedIds(facts);
  return facts.filter(({ id, kind }) => kind !== "retraction" && !gone.has(id)).sort(byId);
}

/** @param {Fact[]} facts @returns {Set<string>} */
export function retractedIds(facts) {
  return new Set(facts.filter(({ kind }) => kind === "retraction").map(({ body }) => body.of));
}

/**
 * Each conversation with the fields that hold now.
 * @param {Fact[]} standing
 * @returns {Map<string, ConversationFields>}
 */
export function conversationsOf(standing) {
  /** @type {Map<string, ConversationFields>} */
  const talks = new Map();
  for (const fact of standing) if (fact.kind === "conversation") talks.set(fact.id, fieldsOf(fact.body));
  for (const fact of standing) {
    const talk = fact.kind === "detail" && talks.get(fact.body.of);
    if (talk) Object.assign(talk, fieldsOf(fact.body));
  }
  return talks;
}

/** @param {Record<string, any>} body @returns {ConversationFields} */
function fieldsOf(body) {
  return Object.fromEntries(CONVERSATION_FIELDS.filter((name) => body[name] != null).map((name) => [name, body[name]]));
}

/** @param {Fact[]} standing */
function stackOf(standing) {
  const stack = { taken: 0, left: 0, handedOut: 0, outSince: /** @type {number | undefined} */ (undefined) };
  for (const { kind, body, made_at } of standing) {
    const before = stack.left;
    if (kind === "taken") stack.taken += body.copies;
    if (kind === "handout") stack.handedOut += body.copies;
    stack.left = Math.max(0, leftAfter(kind, body, stack.left));
    if (stack.left > 0) stack.outSince = undefined;
    else if (before > 0) stack.outSince = instant(made_at);
  }
  return stack;
}

/** @param {string} kind @param {Record<string, any>} body @param {number} left */
function leftAfter(kind, body, left) {
  if (kind === "count") return body.copies;
  if (kind === "taken") return left + body.copies;
  return kind === "handout" || kind === "passed_on" ? left - body.copies : left;
}

/** @param {Fact[]} standing @param {{left: number, handedOut: number}} stack @param {number} now */
function runsOutAt(standing, stack, now) {
  if (stack.handedOut < PACE_FROM_COPIES || stack.left === 0) return undefined;
  const recent = standing.filter((fact) => fact.kind === "handout" && instant(fact.made_at) > now - PACE_WINDOW);
  const copies = sum(recent, "handout", "copies");
  if (!copies) return undefined;
  const first = Math.min(...standing.filter(({ kind }) => kind === "handout").map((fact) => instant(fact.made_at)));
  const window = Math.max(PACE_STEP, Math.min(PACE_WINDOW, now - first));
  return Math.round((now + (stack.left * window) / copies) / PACE_STEP) * PACE_STEP;
}

/**
 * @param {Fact[]} standing
 * @param {Map<string, ConversationFields>} talks
 * @param {Pick<Outing, "questions">} [outing]
 */
function followUpsOf(standing, talks, outing) {
  const words = new Map((outing?.questions ?? []).map(({ id, text }) => [id, text]));
  return standing.filter(({ kind }) => kind === "contact").map((fact) => {
    const talk = talks.get(fact.body.conversation) ?? {};
    const metAt = instant(fact.made_at);
    const questions = (talk.questions ?? []).flatMap((id) => words.get(id) ?? []);
    return { contact: fact.id, metAt, dueAt: metAt + TIME_TO_GET_BACK, questions, reception: talk.reception };
  });
}

/** @param {Fact[]} facts @param {string} kind @param {string} field */
function sum(facts, kind, field) {
  return facts.reduce((total, fact) => total + (fact.kind === kind ? (fact.body[field] ?? 0) : 0), 0);
}

/** @param {{id: string}} a @param {{id: string}} b */
function byId(a, b) {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
