// @ts-check
/** The phone's clock, given from outside, and times as the wire writes them. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant as RFC 3339 with this phone's offset. @param {number} ms */
export function stamp(ms) {
  const offset = -new Date(ms).getTimezoneOffset();
  const local = new Date(ms + offset * MINUTE).toISOString().slice(0, -1);
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** @param {string} text */
export function instant(text) {
  return Date.parse(text);
}

/** @param {number} n */
function two(n) {
  return String(n).padStart(2, "0");
}
