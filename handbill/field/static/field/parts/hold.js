// @ts-check
/** A button that must be held for a second, so that a stranger's thumb does not open the rest of the phone. */

import { make } from "./dom.js";

export const HOLD = 1000;

/**
 * @param {import("./dom.js").Attributes} attributes
 * @param {() => void} act
 * @param {...import("./dom.js").Piece} pieces
 */
export function holdButton(attributes, act, ...pieces) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const button = make("button", { ...attributes }, ...pieces);
  const begin = () => {
    if (timer) return;
    button.toggleAttribute("data-held", true);
    timer = setTimeout(() => (end(), act()), HOLD);
  };
  const end = () => {
    clearTimeout(timer);
    timer = undefined;
    button.toggleAttribute("data-held", false);
  };
  const isPress = (/** @type {KeyboardEvent} */ event) => event.key === "Enter" || event.key === " ";
  button.addEventListener("pointerdown", begin);
  for (const type of ["pointerup", "pointercancel", "pointerleave", "blur"]) button.addEventListener(type, end);
  button.addEventListener("keydown", (event) => isPress(event) && (event.preventDefault(), begin()));
  button.addEventListener("keyup", (event) => isPress(event) && end());
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  return button;
}
