// @ts-check
// The desk works without any script. This one adds keys, the way back, a warning before it locks, the focus on what has to
// be put right, and a sentence when the desk cannot be reached.
import { warnBeforeLocking } from "./locking.js";
import { listenForShortcuts } from "./shortcuts.js";

listenForShortcuts(document, window.localStorage);
warnBeforeLocking(document, { now: () => Date.now(), every: (act) => setInterval(act, 5000), fetch: (address) => fetch(address) });
showWaysBack();
showPrinting();
sendOnce();
focusOnWrong();
document.addEventListener("htmx:after:swap", focusOnWrong);
document.addEventListener("htmx:before:response", followRedirects);
document.addEventListener("htmx:error", () => show("unreachable", true));
document.addEventListener("htmx:after:request", () => show("unreachable", false));

/** A button that goes back makes sense only where there is a page to go back to. */
function showWaysBack() {
  for (const button of document.querySelectorAll("[data-back]")) {
    if (!(button instanceof HTMLElement) || history.length < 2) continue;
    button.hidden = false;
    button.addEventListener("click", () => history.back());
  }
}

/** Printing from the page needs a script; without one the browser's own menu does it. */
function showPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

/** A form pressed twice is sent once; a page that comes back by the browser's own way back can be sent again. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    if (form.ariaBusy === "true") event.preventDefault();
    form.ariaBusy = "true";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));
}

/**
 * A part that is answered from elsewhere is the sign-in or the unlock page: go there, and come back to this page afterwards.
 * @param {Event} event
 */
function followRedirects(event) {
  const response = /** @type {CustomEvent} */ (event).detail?.ctx?.response?.raw;
  if (!response?.redirected) return;
  event.preventDefault();
  const address = new URL(response.url);
  address.searchParams.set("next", location.pathname);
  location.assign(address);
}

function focusOnWrong() {
  const summary = document.querySelector("[data-focus]");
  if (!(summary instanceof HTMLElement)) return;
  summary.removeAttribute("data-focus");
  summary.focus();
}

/**
 * @param {string} id
 * @param {boolean} isShown
 */
function show(id, isShown) {
  const element = document.getElementById(id);
  if (element) element.hidden = !isShown;
}
