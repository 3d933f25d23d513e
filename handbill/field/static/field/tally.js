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
const CONVERSATION_FIELDS = new Set(["ask", "reception", "language", "questions", "points"]);

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
  return { ...stack, ...asksOf(talks), runsOutAt: runsOutAt(standing, stack, now), openFollowUps: followUpsOf(standing, talks, outing) };
}

/** The facts that stand, in the order of their ids. @param {Fact[]} facts */
export function standingFacts(facts) {
  const gone = retractedIds(facts);
  const standing = facts.filter(({ id, kind }) => kind !== "retraction" && !gone.has(id));
  return isInOrder(standing) ? standing : standing.sort(byId);
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
  for (const { id, kind, body } of standing) if (kind === "conversation") talks.set(id, fieldsOf(body));
  for (const { kind, body } of standing) {
    const talk = kind === "detail" && talks.get(body.of);
    if (talk) Object.assign(talk, fieldsOf(body));
  }
  return talks;
}

/** @param {Record<string, any>} body @returns {ConversationFields} */
function fieldsOf(body) {
  /** @type {Record<string, any>} */
  const fields = {};
  for (const name in body) if (CONVERSATION_FIELDS.has(name) && body[name] != null) fields[name] = body[name];
  return fields;
}

/** @param {Map<string, ConversationFields>} talks */
function asksOf(talks) {
  let [asked, given] = [0, 0];
  for (const { ask } of talks.values()) {
    if (ask && ask !== "not_asked") asked += 1;
    if (ask === "given") given += 1;
  }
  return { conversations: talks.size, asked, given };
}

/** @param {Fact[]} standing */
function stackOf(standing) {
  const stack = { taken: 0, left: 0, handedOut: 0, forFriends: 0, inVain: 0, contacts: 0, outSince: /** @type {number | undefined} */ (undefined) };
  for (const { kind, body, made_at } of standing) {
    if (kind === "conversation") continue;
    const before = stack.left;
    count(stack, kind, body);
    stack.left = Math.max(0, leftAfter(kind, body, before));
    if (stack.left > 0) stack.outSince = undefined;
    else if (before > 0) stack.outSince = instant(made_at);
  }
  return stack;
}

/** @param {{taken: number, handedOut: number, forFriends: number, inVain: number, contacts: number}} stack @param {string} kind @param {Record<string, any>} body */
function count(stack, kind, body) {
  if (kind === "taken") stack.taken += body.copies;
  else if (kind === "contact") stack.contacts += 1;
  else if (kind === "asked_in_vain") stack.inVain += body.people;
  else if (kind === "handout") {
    stack.handedOut += body.copies;
    stack.forFriends += body.for_friend ?? 0;
  }
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
  const handouts = standing.filter(({ kind }) => kind === "handout");
  const copies = copiesSince(handouts, now - PACE_WINDOW);
  if (!copies) return undefined;
  const window = Math.max(PACE_STEP, Math.min(PACE_WINDOW, now - instant(handouts[0].made_at)));
  return Math.round((now + (stack.left * window) / copies) / PACE_STEP) * PACE_STEP;
}

/** From the latest back, so that a long day costs no more than its last half hour. @param {Fact[]} handouts @param {number} start */
function copiesSince(handouts, start) {
  let copies = 0;
  for (let n = handouts.length - 1; n >= 0 && instant(handouts[n].made_at) > start; n--) copies += handouts[n].body.copies;
  return copies;
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
    return { contact: fact.id, owner: fact.body.owner, metAt, dueAt: metAt + TIME_TO_GET_BACK, questions, reception: talk.reception };
  });
}

/** @param {Fact[]} facts */
function isInOrder(facts) {
  for (let n = 1; n < facts.length; n++) if (facts[n].id < facts[n - 1].id) return false;
  return true;
}

/** @param {{id: string}} a @param {{id: string}} b */
function byId(a, b) {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
