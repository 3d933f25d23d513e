// @ts-check
/** Days and times in words, in the country's own order where the phone tells it. */

import { languageNow } from "../words.js";

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

/** With the digits that stand everywhere else in the app. @param {number} at @param {Intl.DateTimeFormatOptions} options */
function format(at, options) {
  const { numberingSystem } = new Intl.NumberFormat(languageNow()).resolvedOptions();
  return new Intl.DateTimeFormat(locale(), { ...options, numberingSystem }).format(at);
}

/** The language of the app as this country writes it. */
export function locale() {
  const language = languageNow();
  return navigator.languages.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
}
