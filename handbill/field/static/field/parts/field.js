// @ts-check
/**
 * Fields that take personal words. The browser is told to remember, correct and learn nothing (KEYS.md, rules for
 * pages 1 and 7): what it stores in clear would be found on a stolen phone.
 */

import { make } from "./dom.js";
import { icon } from "./icons.js";
import { ngettext } from "../words.js";

/** @typedef {import("./dom.js").Piece} Piece */
/** @typedef {{block: HTMLElement, input: HTMLInputElement | HTMLTextAreaElement, setWrong: (sentence?: string) => void}} Field */

const FORGETFUL = { autocomplete: "off", autocorrect: "off", spellcheck: "false", "data-1p-ignore": true, "data-lpignore": "true", "data-form-type": "other" };

let fields = 0;

/**
 * @param {object} about
 * @param {string | Piece[]} about.label
 * @param {string} [about.hint]
 * @param {"text" | "tel" | "email"} [about.mode]
 * @param {string} [about.value]
 * @param {number} [about.rows] several lines
 * @param {number} [about.longest]
 * @param {string} [about.enter] what the keyboard's enter key says
 * @param {(value: string) => void} about.typed
 * @returns {Field}
 */
export function personalField({ label, hint, mode = "text", value = "", rows, longest = 200, enter = "next", typed }) {
  const id = `field-${++fields}`;
  const capitals = mode === "text" ? "sentences" : "off";
  const shared = { ...FORGETFUL, id, class: "input", maxlength: longest, inputmode: mode, autocapitalize: capitals, enterkeyhint: rows ? false : enter };
  const input = rows ? make("textarea", { ...shared, rows }) : make("input", { ...shared, type: "text", dir: mode === "text" ? "auto" : "ltr" });
  input.value = value;
  input.addEventListener("input", () => typed(input.value));
  const hintLine = hint ? make("span", { class: "hint", id: `${id}-hint` }, hint) : null;
  const wrongLine = make("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const block = make("div", { class: "field-block" }, make("label", { class: "label", for: id }, ...[label].flat()), hintLine, wrongLine, input);
  const setWrong = (/** @type {string} */ sentence = "") => {
    wrongLine.hidden = !sentence;
    wrongLine.replaceChildren(icon("alert"), sentence);
    block.classList.toggle("is-wrong", Boolean(sentence));
    input.setAttribute("aria-invalid", String(Boolean(sentence)));
    describe(input, [hint && `${id}-hint`, sentence && `${id}-wrong`]);
  };
  setWrong();
  return { block, input, setWrong };
}

/** @param {Element} input @param {(string | undefined | false)[]} ids */
function describe(input, ids) {
  const named = ids.filter(Boolean).join(" ");
  if (named) input.setAttribute("aria-describedby", named);
  else input.removeAttribute("aria-describedby");
}

/**
 * Puts what is wrong beside each field, and a summary in place of the heading, which takes the focus.
 * @param {import("../types.js").FieldError[]} wrongs
 * @param {HTMLElement} top where the heading stands
 * @param {Record<string, {input: HTMLElement | null, setWrong: (sentence?: string) => void}>} places
 * @returns {boolean} nothing is wrong
 */
export function showWrongs(wrongs, top, places) {
  for (const place of Object.values(places)) place.setWrong();
  for (const { field, sentence } of wrongs) places[field].setWrong(sentence);
  top.querySelector(".wrong-list")?.remove();
  /** @type {HTMLElement | null} */ (top.querySelector("h1"))?.toggleAttribute("hidden", wrongs.length > 0);
  if (!wrongs.length) return true;
  const list = wrongList(wrongs.map(({ field, sentence }) => ({ sentence, to: places[field].input })));
  top.append(list);
  list.focus();
  window.scrollTo(0, 0);
  return false;
}

/** Each line leads to its field. @param {{sentence: string, to: HTMLElement | null}[]} wrongs */
function wrongList(wrongs) {
  const title = ngettext("One thing to put right", "{n} things to put right", wrongs.length);
  const lines = wrongs.map(({ sentence, to }) => make("button", { class: "wrong-link", click: () => to?.focus() }, sentence));
  return make("div", { class: "wrong-list", role: "alert", tabindex: "-1" }, make("h2", {}, title), lines);
}
