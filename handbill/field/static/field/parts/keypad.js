// @ts-check
/** The phone's own keypad: big enough for gloves, and it can be turned upside down. */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { onTap } from "./taps.js";
import { gettext, number } from "../words.js";

/** @typedef {{label: string, name?: string, press: () => void, isWord?: boolean}} CornerKey */

/** @param {(digit: string) => void} press @param {() => void} wipe @param {CornerKey} corner the key left of 0 */
export function keypad(press, wipe, corner) {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => digitKey(digit, press));
  const cornerKey = make("button", { class: corner.isWord && "word", "aria-label": corner.name, click: onTap(corner.press) }, corner.label);
  const wipeKey = make("button", { "aria-label": gettext("Delete the last digit"), click: onTap(wipe) }, icon("del"));
  return make("div", { class: "pad-keys", dir: "ltr" }, digits, cornerKey, digitKey(0, press), wipeKey);
}

/** @param {number} digit @param {(digit: string) => void} press */
function digitKey(digit, press) {
  return make("button", { click: onTap(() => press(String(digit))) }, number(digit));
}
