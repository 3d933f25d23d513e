// @ts-check
/** A number typed on the phone's own keypad. */

import { keypad } from "./keypad.js";
import { gettext } from "../words.js";

const MOST_DIGITS = 4;

/** @param {(value: number | undefined) => void} changed undefined: nothing is typed */
export function numberPad(changed) {
  let typed = "";
  const set = (/** @type {string} */ text) => {
    typed = text.slice(0, MOST_DIGITS).replace(/^0+(?=\d)/, "");
    changed(typed === "" ? undefined : Number(typed));
  };
  return keypad((digit) => set(typed + digit), () => set(typed.slice(0, -1)), { label: gettext("None"), press: () => set("0"), isWord: true });
}
