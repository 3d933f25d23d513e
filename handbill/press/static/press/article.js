// @ts-check
// A piece being written. Without this script the form saves when Save is pressed; with it, it saves by itself, counts, and
// has buttons for Markdown.
import { Autosave, words } from "./autosave.js";
import { marked } from "./marks.js";

const SKIPPED = new Set(["csrfmiddlewaretoken", "version", "then", "new-file", "new-where", "new-alt", "new-caption", "new-credit"]);
const RTL = new Set(["ar", "fa", "he", "ur"]);

const form = document.getElementById("piece");
if (form instanceof HTMLFormElement) begin(form);

/** @param {HTMLFormElement} form */
function begin(form) {
  const state = /** @type {HTMLElement} */ (document.getElementById("state"));
  const body = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("body"));
  const version = /** @type {HTMLInputElement} */ (form.elements.namedItem("version"));
  let lastSaved = state.textContent ?? "";

  /** @param {"writing" | "saving" | "saved" | "refused" | "kept" | "away"} what @param {any} [answer] */
  const tell = (what, answer) => {
    state.toggleAttribute("data-wrong", what === "refused" || what === "kept" || what === "away");
    if (what === "saved") {
      version.value = String(answer.version);
      lastSaved = answer.saved;
      state.textContent = answer.saved;
      if (answer.room) showRoom(form, answer.room);
    } else if (what === "refused") state.textContent = answer.sentence;
    else if (what === "saving") state.textContent = form.dataset.wordsSaving ?? "";
    else if (what === "kept") state.textContent = [lastSaved.trim(), form.dataset.wordsKept].join(" ");
    else if (what === "away") state.textContent = form.dataset.wordsAway ?? "";
  };

  const saving = new Autosave(form.dataset.piece ?? "", () => fieldsOf(form), asSent(form), {
    send: (fields) => send(form, fields),
    kept: window.sessionStorage,
    later: (act, ms) => window.setTimeout(act, ms),
    never: (timer) => window.clearTimeout(timer),
    tell,
  });

  const kept = saving.keptFields();
  if (kept) {
    fill(form, kept);
    state.textContent = form.dataset.wordsBrought ?? "";
  }
  saving.written();
  count(form, body);
  form.addEventListener("input", () => {
    saving.written();
    count(form, body);
  });
  form.addEventListener("change", () => saving.written());
  form.addEventListener("submit", () => saving.stop());
  window.addEventListener("online", () => saving.save());
  window.addEventListener("beforeunload", (event) => {
    if (saving.isDirty && !saving.isStopped) event.preventDefault();
  });
  showTools(form, body);
  turnWithLanguage(form);
}

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
function fieldsOf(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name));
  return Object.fromEntries(/** @type {[string, string][]} */ (entries));
}

/** What the desk sent: whoever writes on a slow line may have begun before this script came. @param {HTMLFormElement} form */
function asSent(form) {
  const fresh = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  fresh.reset();
  const version = /** @type {HTMLInputElement} */ (fresh.elements.namedItem("version"));
  return { version: Number(version.value), fields: fieldsOf(fresh) };
}

/** @param {HTMLFormElement} form @param {Record<string, string>} fields */
function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} fields
 * @returns {Promise<import("./autosave.js").Answer>}
 */
async function send(form, fields) {
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token },
    body: new URLSearchParams({ ...fields, room: "1" }),
  }).catch(() => null);
  if (answer === null || answer.status >= 500) return { kind: "unreachable" };
  if (answer.redirected || !(answer.headers.get("Content-Type") ?? "").includes("json")) return { kind: "away" };
  const said = await answer.json();
  if (answer.ok) return { kind: "saved", ...said };
  return { kind: "refused", sentence: said.sentence, isFinal: answer.status === 409 || answer.status === 403 };
}

/** @param {HTMLFormElement} form @param {{room: number, page: number}} room */
function showRoom(form, room) {
  form.dataset.room = String(room.room);
  form.dataset.page = String(room.page);
  count(form, /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("body")));
}

/** Words there are, against those that its page holds. @param {HTMLFormElement} form @param {HTMLTextAreaElement} body */
function count(form, body) {
  const meter = form.querySelector("[data-meter]");
  const label = meter?.querySelector("[data-words]");
  const fit = meter?.querySelector("[data-fit]");
  if (!(meter instanceof HTMLElement) || !(label instanceof HTMLElement) || !(fit instanceof HTMLElement)) return;
  const n = words(body.value);
  label.textContent = numbered(n === 1 ? label.dataset.one : label.dataset.many, n, "");
  const room = Number(form.dataset.room);
  if (!room) return;
  const over = n - room;
  const page = form.dataset.page ?? "";
  meter.toggleAttribute("data-over", over > 0);
  fit.classList.toggle("pressing", over > 0);
  fit.textContent = over > 0 ? numbered(over === 1 ? fit.dataset.overOne : fit.dataset.overMany, over, page) : numbered(fit.dataset.fits, n, page);
  meter.querySelector("rect")?.setAttribute("width", String(Math.min(100, Math.round((100 * n) / room))));
  meter.querySelector(".meter-bar")?.removeAttribute("hidden");
}

/** @param {string | undefined} sentence @param {number} n @param {string} page */
function numbered(sentence, n, page) {
  return (sentence ?? "").replace("{n}", n.toLocaleString(document.documentElement.lang)).replace("{page}", page);
}

/** @param {HTMLFormElement} form @param {HTMLTextAreaElement} body */
function showTools(form, body) {
  const tools = form.querySelector("[data-tools]");
  if (!(tools instanceof HTMLElement)) return;
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button instanceof HTMLElement) press(body, button);
  });
  body.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = tools.querySelector(`[aria-keyshortcuts="Control+${event.key.toUpperCase()}"]`);
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    press(body, button);
  });
}

/** @param {HTMLTextAreaElement} body @param {HTMLElement} button */
function press(body, button) {
  const selected = { value: body.value, start: body.selectionStart, end: body.selectionEnd };
  const after = marked(selected, button.dataset.mark ?? "", button.dataset.linkWords);
  body.focus();
  replaceAll(body, after.value);
  body.setSelectionRange(after.start, after.end);
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

/** So that the browser's own way back still works. @param {HTMLTextAreaElement} body @param {string} text */
function replaceAll(body, text) {
  let from = 0;
  const old = body.value;
  while (from < old.length && old[from] === text[from]) from += 1;
  let tail = 0;
  while (tail < Math.min(old.length, text.length) - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  body.setSelectionRange(from, old.length - tail);
  if (!document.execCommand?.("insertText", false, text.slice(from, text.length - tail))) body.value = text;
}

/** The text runs as its language does. @param {HTMLFormElement} form */
function turnWithLanguage(form) {
  const language = form.elements.namedItem("language");
  const part = form.querySelector("[data-runs]");
  if (!(language instanceof HTMLSelectElement) || !(part instanceof HTMLElement)) return;
  language.addEventListener("change", () => (part.dir = RTL.has(language.value.split("-")[0]) ? "rtl" : "ltr"));
}
