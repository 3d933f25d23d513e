// @ts-check
/**
 * Seals what a reader wrote before it leaves the phone. Loaded after the page; without it the server seals on arrival.
 * Nothing is stored, and what was typed stays in the form until it has arrived.
 * @import {Key} from "../field/types.js"
 */

import { blake2b } from "../field/vendor/noble.js";
import { makeIds } from "../field/ids.js";
import { makeSeal } from "../field/seal.js";
import { cardOf, wrongWith } from "./card.js";
import { solve } from "./work.js";

/** The fields that never leave the phone in clear. */
const SEALED = ["name", "phone", "email", "other"];

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("sign-up"));

if (form) {
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-with-script], [data-without-script]"))) {
    note.hidden = "withoutScript" in note.dataset;
  }
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
  form.addEventListener("input", () => settle(wrongWith(new FormData(form))));
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const typed = new FormData(form);
  if (!show(wrongWith(typed))) return;
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: await sealedForm(form, typed), credentials: "omit" });
    if (answer.redirected) return location.replace(answer.url);
    await showRefusal(answer);
  } catch {
    unhide("unsent");
  }
  button.disabled = false;
}

/** What is sent: the sealed card in place of what was typed. @param {HTMLFormElement} form @param {FormData} typed */
async function sealedForm(form, typed) {
  const { readers, offered, language, puzzle } = form.dataset;
  const now = Date.now();
  const id = makeIds(crypto, () => now).next();
  const card = cardOf(typed, JSON.parse(offered ?? "{}"), language ?? "", new Date(now).toISOString());
  /** @type {Key[]} */
  const keys = JSON.parse(readers ?? "[]");
  const body = new URLSearchParams();
  for (const name of ["agreed", "way", "website"]) for (const value of typed.getAll(name)) body.append(name, String(value));
  body.set("sealed", JSON.stringify(makeSeal(crypto).seal(card, { label: "hb-card-1", id, readers: keys })));
  if (typed.getAll("agreed").includes("news-email")) body.set("confirm_to", card.email);
  if (puzzle) {
    unhide("working");
    body.set("work", await solve(puzzle, blake2b));
  }
  return body;
}

/** Shows what is wrong where it is wrong; true when nothing is. @param {string[]} wrong ids of the sentences */
function show(wrong) {
  for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".wrong"))) sentence.hidden = true;
  for (const field of SEALED) document.getElementById(field)?.removeAttribute("aria-invalid");
  for (const id of wrong) mark(id);
  if (wrong.length) document.getElementById(fieldOf(wrong[0]))?.focus();
  return !wrong.length;
}

/** While somebody mends it: what is right now is no longer called wrong; nothing new is said. @param {string[]} wrong */
function settle(wrong) {
  for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".wrong[id]:not([hidden])"))) {
    if (wrong.includes(sentence.id)) continue;
    sentence.hidden = true;
    if (!wrong.some((id) => fieldOf(id) === fieldOf(sentence.id))) document.getElementById(fieldOf(sentence.id))?.removeAttribute("aria-invalid");
  }
}

/** @param {string} id */
function mark(id) {
  unhide(id);
  const field = document.getElementById(fieldOf(id));
  field?.setAttribute("aria-describedby", id);
  if (field?.matches(".input")) field.setAttribute("aria-invalid", "true");
  field?.closest("details")?.setAttribute("open", "");
}

/** @param {string} id of a sentence */
function fieldOf(id) {
  return id === "agreed-missing" ? "agreed-0" : id.split("-")[0];
}

/** What the server said instead; the form stays as it is. @param {Response} answer */
async function showRefusal(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = page.querySelector(".wrong:not([hidden]) span")?.textContent;
  const sentence = document.querySelector("#unsent span");
  if (said && sentence) sentence.textContent = said;
  unhide("unsent");
}

/** @param {string} id */
function unhide(id) {
  const sentence = document.getElementById(id);
  if (sentence) sentence.hidden = false;
}
