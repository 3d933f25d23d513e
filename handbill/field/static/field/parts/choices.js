// @ts-check
/** Chips (several of many), options (one of few), ticks: real checkboxes and radios under big labels. */

import { fill, make } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {{value: string, label: string, level?: number, language?: string}} Choice */

let groups = 0;

/**
 * Several of many. `chosen` is read at once and after each tap.
 * @param {Choice[]} choices
 * @param {Set<string>} chosen changed in place
 * @param {() => void} [changed]
 */
export function chips(choices, chosen, changed = () => undefined) {
  return choices.map(({ value, label }) => {
    const input = make("input", { type: "checkbox", autocomplete: "off" });
    const chip = make("label", { class: "chip" }, input, icon("tick", "tick"), label);
    input.checked = chosen.has(value);
    const show = () => chip.classList.toggle("on", input.checked);
    input.addEventListener("change", () => {
      if (input.checked) chosen.add(value);
      else chosen.delete(value);
      show();
      changed();
    });
    show();
    return chip;
  });
}

/**
 * One of few, as chips or as a row of options. Tapping the chosen one again clears it.
 * @param {Choice[]} choices
 * @param {string | undefined} chosen
 * @param {(value: string | undefined) => void} choose
 * @param {"opt" | "chip"} [look]
 */
export function oneOf(choices, chosen, choose, look = "opt") {
  const name = `choice-${++groups}`;
  let now = chosen;
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  const show = () => inputs.forEach((input) => {
    input.checked = input.value === now;
    input.closest("label")?.classList.toggle("on", input.checked);
  });
  const pick = (/** @type {string} */ value) => {
    now = now === value ? undefined : value;
    show();
    choose(now);
  };
  const labels = choices.map((choice) => {
    const input = make("input", { type: "radio", name, value: choice.value, autocomplete: "off" });
    inputs.push(input);
    input.addEventListener("click", () => pick(choice.value));
    return fill(make("label", { class: look, lang: choice.language }), input, ...faceOf(choice, look));
  });
  show();
  return labels;
}

/** @param {Choice} choice @param {string} look */
function faceOf({ label, level }, look) {
  if (look === "chip") return [icon("tick", "tick"), label];
  return [level && bars(level), make("span", {}, label)];
}

/** Four bars, as many of them full as the level. @param {number} level */
function bars(level) {
  const four = [1, 2, 3, 4].map((n) => make("i", { class: n <= level && "on" }));
  return make("span", { class: "level", "aria-hidden": "true" }, four);
}

/** A row of options. @param {Node[]} options */
export function row(options) {
  return make("div", { class: "opts" }, options);
}

/** @param {string} label @param {boolean} checked @param {(checked: boolean) => void} changed */
export function tick(label, checked, changed) {
  const input = make("input", { type: "checkbox", autocomplete: "off" });
  const view = make("label", { class: "check" }, input, make("span", { class: "box" }, icon("tick")), make("span", {}, label));
  const show = () => view.classList.toggle("on", input.checked);
  input.checked = checked;
  input.addEventListener("change", () => (show(), changed(input.checked)));
  show();
  return view;
}
