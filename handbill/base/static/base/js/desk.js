// @ts-check
// The desk works without any script. This one adds keys, the way back, and the focus on what has to be put right.
import { listenForShortcuts } from "./shortcuts.js";

listenForShortcuts(document, window.localStorage);
showWaysBack();
focusOnWrong(document);
document.addEventListener("htmx:after:swap", () => focusOnWrong(document));

/** A button that goes back makes sense only where there is a page to go back to. */
function showWaysBack() {
  for (const button of document.querySelectorAll("[data-back]")) {
    if (!(button instanceof HTMLElement) || history.length < 2) continue;
    button.hidden = false;
    button.addEventListener("click", () => history.back());
  }
}

/** @param {Document} page */
function focusOnWrong(page) {
  const summary = page.querySelector("[data-focus]");
  if (!(summary instanceof HTMLElement)) return;
  summary.removeAttribute("data-focus");
  summary.focus();
}
