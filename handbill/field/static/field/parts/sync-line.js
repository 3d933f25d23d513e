// @ts-check
/** How sending stands, in one line; it leads to the outbox. */

import { make, renew } from "./dom.js";
import { icon } from "./icons.js";
import { gettext, ngettext, timeOf } from "../words.js";

/** @typedef {import("../types.js").OutboxView} OutboxView */
/** @typedef {import("./icons.js").IconName} IconName */
/** @typedef {{name: IconName, line: string, sub?: string, isWrong?: boolean}} Line */

const NEAR_EVICTION = 3;

/** @param {() => void} press */
export function syncLine(press) {
  return make("button", { class: "f-sync", click: press });
}

/**
 * @param {HTMLElement} element
 * @param {object} now
 * @param {OutboxView} now.outbox
 * @param {number} now.endsAt
 * @param {number} now.clock
 * @param {number} [now.evictInDays]
 */
export function drawSyncLine(element, now) {
  const { name, line, sub, isWrong } = lineOf(now);
  const words = make("span", {}, make("b", {}, line), sub ? make("span", { class: "sub" }, sub) : "");
  element.toggleAttribute("data-wrong", Boolean(isWrong));
  renew(element, icon(name), words, icon("go", "go"));
}

/** @param {Parameters<typeof drawSyncLine>[1]} now @returns {Line} */
function lineOf({ outbox, endsAt, clock, evictInDays }) {
  if (outbox.state === "sending") return sendingLine(outbox);
  if (outbox.refused.length) return refusedLine(outbox.refused.length);
  if (outbox.state === "signed_out") return { name: "alert", line: savedLine(outbox), sub: gettext("Ask for a new square to send them."), isWrong: true };
  if (asksToEnd(outbox, endsAt, clock)) return { name: "clock", line: gettext("It is {time}. End your shift?", { time: timeOf(clock) }), sub: sendingShort(outbox) };
  if (!outbox.saved) return { name: "device", line: gettext("Nothing to send yet"), sub: gettext("Each tap is saved on this phone first.") };
  if (!outbox.waiting) return { name: "tick", line: gettext("All sent, {time}", { time: timeOf(outbox.lastSentAt ?? clock) }) };
  return { name: "device", line: savedLine(outbox), sub: waitingWhy(outbox, evictInDays) };
}

/** The time has passed, and nothing is more pressing. @param {OutboxView} outbox @param {number} endsAt @param {number} [clock] */
export function asksToEnd({ refused, state }, endsAt, clock = Date.now()) {
  return clock > endsAt && !refused.length && state !== "signed_out" && state !== "sending";
}

/** @param {OutboxView} outbox @returns {Line} */
function sendingLine({ sending, waiting }) {
  const { done, of } = sending ?? { done: 0, of: waiting };
  return { name: "send", line: gettext("Sending {done} of {of}", { done, of }) };
}

/** @param {number} n @returns {Line} */
function refusedLine(n) {
  return { name: "alert", line: ngettext("{n} could not be sent. Look", "{n} could not be sent. Look", n), sub: gettext("It is still on this phone."), isWrong: true };
}

/** @param {OutboxView} outbox */
function savedLine({ saved, received }) {
  return gettext("{saved} saved on this phone, {sent} sent", { saved, sent: received });
}

/** @param {OutboxView} outbox */
function sendingShort(outbox) {
  return outbox.waiting ? savedLine(outbox) : gettext("All sent.");
}

/** @param {OutboxView} outbox @param {number} [evictInDays] */
function waitingWhy({ state }, evictInDays) {
  if (evictInDays !== undefined && evictInDays <= NEAR_EVICTION) {
    return ngettext("Send within {n} day, or this browser may lose them.", "Send within {n} days, or this browser may lose them.", evictInDays);
  }
  return state === "offline" ? gettext("No signal. It will send by itself later.") : gettext("It sends by itself.");
}
