// @ts-check
// A grid of fields by keyboard: Enter and the arrows move between rows, so that a sheet is typed without the mouse.
// Enter files nothing here; Ctrl+Enter does. Without this script, Tab goes the same way round.

const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/** @param {HTMLInputElement} field @param {number} step */
export function neighbour(field, step) {
  const cell = field.closest("td");
  const row = /** @type {HTMLTableRowElement | null} */ (cell && cell.closest("tr"));
  const rows = row && row.parentElement ? /** @type {HTMLCollectionOf<HTMLTableRowElement>} */ (row.parentElement.children) : null;
  if (!cell || !row || !rows) return null;
  const next = rows[Array.prototype.indexOf.call(rows, row) + step];
  return next ? next.cells[cell.cellIndex].querySelector("input") : null;
}

/** @param {KeyboardEvent} event */
function move(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!(event.key in STEPS) || field.tagName !== "INPUT") return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    field.form?.requestSubmit();
    event.preventDefault();
    return;
  }
  const next = neighbour(field, STEPS[/** @type {keyof typeof STEPS} */ (event.key)]);
  if (!next && event.key !== "Enter") return;
  event.preventDefault();
  next?.focus();
  if (next && next.type !== "checkbox") next.select();
}

for (const grid of document.querySelectorAll("[data-grid]")) grid.addEventListener("keydown", /** @type {EventListener} */ (move));
