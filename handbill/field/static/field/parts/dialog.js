// @ts-check
/** Sheets and questions over the screen: the focus goes in, Esc and Back close, the focus returns to where it was. */

import { make } from "./dom.js";
import { button } from "./head.js";
import { gettext } from "../words.js";

/** @typedef {import("./dom.js").Piece} Piece */

/**
 * Opens a sheet over the whole screen or as a box. Resolves when it is closed.
 * @param {"f-sheet" | "f-ask"} className
 * @param {(close: () => void) => (Piece | Piece[])[]} build
 * @param {string} label
 * @returns {Promise<void>}
 */
export function openDialog(className, build, label) {
  const { activeElement } = document;
  const dialog = make("dialog", { class: className, "aria-label": label });
  dialog.append(.../** @type {Node[]} */ (build(() => dialog.close()).flat().filter(Boolean)));
  document.querySelector(".field")?.append(dialog);
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("h1, h2"))?.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus();
      resolve();
    }, { once: true });
  });
}

/** Closes what is open on top. @returns {boolean} whether something was */
export function closeTopDialog() {
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (open instanceof HTMLDialogElement) open.close();
  return Boolean(open);
}

/**
 * A question with two answers; closing it says no.
 * @param {{title: string, text?: string, yes: string, no: string, isRed?: boolean}} question
 * @returns {Promise<boolean>}
 */
export async function ask({ title, text, yes, no, isRed = false }) {
  let answer = false;
  await openDialog("f-ask", (close) => [
    make("h2", { tabindex: "-1" }, title),
    text ? make("p", {}, text) : "",
    make("div", { class: "f-ask-answers" },
      button("", close, no),
      button(isRed ? "btn-red btn-solid" : "btn-solid", () => ((answer = true), close()), yes)),
  ], title);
  return answer;
}

/** Something to know, with one way on. @param {string} text @returns {Promise<void>} */
export function tell(text) {
  return openDialog("f-ask", (close) => [
    make("h2", { tabindex: "-1" }, text),
    make("div", { class: "f-ask-answers" }, button("btn-solid wide", close, gettext("Go on"))),
  ], text);
}
