// @ts-check
/**
 * Outings in words: when, who with, which come first.
 * @import {Joined, Member, Outing} from "../types.js"
 */

import { gettext, localeNow, timeOf } from "../words.js";
import { settingName } from "./head.js";

const DAY = 24 * 3600_000;
const NAMES_SHOWN = 3;

/** @param {Joined} joined */
export function isRunning({ startedAt, endedAt }) {
  return Boolean(startedAt && !endedAt);
}

/** What one can still work on: shifts that run, then today's, then others whose time has not long passed. @param {Joined[]} all @param {number} now */
export function workable(all, now) {
  const open = all.filter((joined) => isRunning(joined) || isOpen(joined, now));
  return open.sort((a, b) => rank(a, now) - rank(b, now) || startOf(a.outing) - startOf(b.outing));
}

/** What can only be sent or looked at. @param {Joined[]} all @param {number} now */
export function past(all, now) {
  const open = new Set(workable(all, now));
  return all.filter((joined) => !open.has(joined));
}

/** @param {Joined} joined @param {number} now */
function isOpen({ outing, late, passEndedAt, signedOut }, now) {
  return !late && !passEndedAt && !signedOut && endOf(outing) > now - DAY;
}

/** @param {Joined} joined @param {number} now */
function rank(joined, now) {
  if (isRunning(joined)) return 0;
  return isSameDay(startOf(joined.outing), now) ? 1 : 2;
}

/** "Stall, 15:00 to 17:00" @param {Outing} outing @param {number} now */
export function whenOf(outing, now) {
  const [from, to] = [startOf(outing), endOf(outing)];
  const values = { setting: settingName(outing.setting), from: timeOf(from, now), to: timeOf(to, from) };
  return gettext("{setting}, {from} to {to}", values);
}

/** "Joss, Ola, you" @param {Joined} joined */
export function whoOf({ outing, member }) {
  const others = othersOf(outing, member).map(({ name }) => name);
  const names = others.length > NAMES_SHOWN ? [...others.slice(0, NAMES_SHOWN), "…"] : others;
  return listed(member ? [...names, gettext("you")] : names, "unit");
}

/** Those one is out with. @param {Outing} outing @param {Member} [me] */
export function othersOf({ lead, members }, me) {
  const all = new Map([lead, ...members].map((person) => [person.id, person]));
  return [...all.values()].filter(({ id }) => id !== me?.id);
}

/** "Joss and Ola" @param {string[]} names @param {"conjunction" | "unit"} [type] */
export function listed(names, type = "conjunction") {
  const style = type === "unit" ? "short" : "long";
  return new Intl.ListFormat(localeNow(), { type, style }).format(names);
}

/** @param {Outing} outing */
export function startOf({ starts_at }) {
  return Date.parse(starts_at);
}

/** @param {Outing} outing */
export function endOf({ ends_at }) {
  return Date.parse(ends_at);
}

/** @param {number} a @param {number} b */
export function isSameDay(a, b) {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
