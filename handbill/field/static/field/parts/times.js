// @ts-check
/** Days and times in words. */

import { format } from "../words.js";

/** Saturday 12 September @param {number} at */
export function longDay(at) {
  return format(at, { weekday: "long", day: "numeric", month: "long" });
}

/** Sat 12 Sept @param {number} at */
export function shortDay(at) {
  return format(at, { weekday: "short", day: "numeric", month: "short" });
}

/** Monday 15:44 @param {number} at */
export function weekdayAndTime(at) {
  return format(at, { weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
