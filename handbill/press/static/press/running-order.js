// @ts-check
// Pieces moved by dragging; the buttons beside each do the same without. The order that the pages show then is sent whole.

const pages = document.querySelector("[data-order]");
if (pages instanceof HTMLElement) begin(pages);

/** @param {HTMLElement} pages */
function begin(pages) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  pages.addEventListener("dragstart", (event) => {
    dragged = lineOf(event.target);
    dragged?.setAttribute("data-dragged", "");
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  });
  pages.addEventListener("dragover", (event) => {
    const list = event.target instanceof Element ? listOf(event.target) : null;
    if (!dragged || !list) return;
    event.preventDefault();
    list.insertBefore(dragged, lineBelow(list, dragged, event.clientY));
  });
  pages.addEventListener("drop", (event) => event.preventDefault());
  pages.addEventListener("dragend", () => {
    dragged?.removeAttribute("data-dragged");
    dragged = null;
    send(pages);
  });
}

/** @param {EventTarget | null} target */
function lineOf(target) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".run-line")) : null;
}

/** @param {Element} target */
function listOf(target) {
  return target.closest(".run-lines") ?? target.closest(".run-page")?.querySelector(".run-lines") ?? null;
}

/** The first line whose middle lies below the pointer. @param {Element} list @param {Element} dragged @param {number} y */
function lineBelow(list, dragged, y) {
  const lines = [...list.querySelectorAll(".run-line")].filter((line) => line !== dragged);
  return lines.find((line) => y < line.getBoundingClientRect().top + line.getBoundingClientRect().height / 2) ?? null;
}

/** `page:id` for each piece, as the page shows them. @param {Element} pages */
export function orderOf(pages) {
  return [...pages.querySelectorAll(".run-line")].map((line) => {
    const page = /** @type {HTMLElement} */ (line.closest(".run-lines")).dataset.page;
    return `${page}:${/** @type {HTMLElement} */ (line).dataset.piece}`;
  });
}

/** @param {HTMLElement} pages */
async function send(pages) {
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=csrfmiddlewaretoken]"))?.value ?? "";
  const body = new URLSearchParams(orderOf(pages).map((entry) => ["piece", entry]));
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(pages.dataset.order ?? "", { method: "POST", headers, body }).catch(() => null);
  const status = document.getElementById("moved");
  if (answer?.ok && !answer.redirected) location.reload();
  else if (status) status.textContent = status.dataset.refused ?? "";
}
