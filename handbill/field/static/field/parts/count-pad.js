// @ts-check
/**
 * Counting what is in one's hand against what the taps say.
 * @import {Tally} from "../types.js"
 */

import { fill, make, rich } from "./dom.js";
import { numberPad } from "./number-pad.js";
import { gettext, ngettext, number } from "../words.js";

/** @param {Tally} tally @param {() => void} changed */
export function countPad({ left }, changed) {
  let counted = /** @type {number | undefined} */ (undefined);
  const mine = make("b", { class: "num" });
  const words = make("p", { class: "cmp-words", role: "status" });
  const draw = () => {
    mine.textContent = counted === undefined ? "–" : number(counted);
    fill(words, ...rich(counted === undefined ? gettext("Type the number, or go on with what the taps say.") : difference(counted - left)));
  };
  draw();
  const compared = make("div", { class: "cmp" },
    make("p", {}, mine, make("span", {}, gettext("you counted"))),
    make("p", { class: "dim" }, make("b", { class: "num" }, number(left)), make("span", {}, gettext("by the taps"))));
  const pad = numberPad((value) => {
    counted = value;
    draw();
    changed();
  });
  return { view: [compared, words, pad], counted: () => counted ?? left };
}

/** @param {number} n */
function difference(n) {
  if (n === 0) return gettext("As many as the taps say.");
  if (n < 0) {
    return ngettext(
      "{n} fewer than the taps say. That is normal. It is written down as <b>handed out, not tapped</b>.",
      "{n} fewer than the taps say. That is normal. They are written down as <b>handed out, not tapped</b>.", -n);
  }
  return ngettext(
    "{n} more than the taps say. That is normal. It is written down as <b>found</b>.",
    "{n} more than the taps say. That is normal. They are written down as <b>found</b>.", n);
}
