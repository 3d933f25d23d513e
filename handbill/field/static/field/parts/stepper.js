// @ts-check
/** A number with − and + beside it; holding a key repeats it. */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { gettext, number } from "../words.js";

const REPEAT_AFTER = 450;
const REPEAT_EVERY = 110;

/**
 * @param {object} about
 * @param {number} about.value
 * @param {number} [about.step]
 * @param {number} [about.most]
 * @param {(value: number) => void} about.changed
 */
export function stepper({ value, step = 5, most = 5000, changed }) {
  let now = value;
  const output = make("output", { class: "num" }, number(now));
  const move = (/** @type {number} */ by) => {
    now = Math.min(most, Math.max(0, now + by));
    output.textContent = number(now);
    changed(now);
  };
  return make("div", { class: "stepper", role: "group" },
    repeating(gettext("{n} fewer", { n: step }), "minus", () => move(-step)),
    output,
    repeating(gettext("{n} more", { n: step }), "plus", () => move(step)));
}

/** @param {string} name @param {"minus" | "plus"} picture @param {() => void} act */
function repeating(name, picture, act) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let hasRepeated = false;
  const stop = () => clearTimeout(timer);
  const again = () => {
    hasRepeated = true;
    act();
    timer = setTimeout(again, REPEAT_EVERY);
  };
  const begin = () => {
    hasRepeated = false;
    timer = setTimeout(again, REPEAT_AFTER);
  };
  const click = () => hasRepeated ? (hasRepeated = false) : act();
  const button = make("button", { class: "icon-btn", "aria-label": name, click, pointerdown: begin }, icon(picture));
  for (const type of ["pointerup", "pointercancel", "pointerleave"]) button.addEventListener(type, stop);
  return button;
}
