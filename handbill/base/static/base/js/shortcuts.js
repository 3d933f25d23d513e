// @ts-check
// The desk's keys: "/" finds, "g" then a letter goes to a section, "?" lists them. All can be switched off in the list,
// which a button opens too: without it nobody could switch them on again.

const SWITCH = "handbill-shortcuts";
const PAIR_WITHIN_MS = 1500;

/**
 * @param {Document} page
 * @param {Storage} storage remembers only whether the keys are on
 */
export function listenForShortcuts(page, storage) {
  let first = "";
  let firstAt = 0;
  prepareSwitch(page, storage);
  prepareButton(page);
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || storage.getItem(SWITCH) === "off") return;
    const pair = event.timeStamp - firstAt < PAIR_WITHIN_MS ? `${first} ${event.key}` : "";
    [first, firstAt] = [event.key, event.timeStamp];
    const isDone = follow(page, pair) || walk(page, event.key) || follow(page, event.key) || (event.key === "?" && openList(page));
    if (isDone) event.preventDefault();
  });
}

/**
 * Press the link or button that carries this shortcut; a search field on the page itself comes first.
 * @param {Document} page
 * @param {string} keys
 */
function follow(page, keys) {
  const field = keys === "/" ? page.getElementById("find") : null;
  if (field) {
    field.focus();
    return true;
  }
  const target = [...page.querySelectorAll("[data-shortcut]")].find((element) => element.getAttribute("data-shortcut") === keys);
  if (!(target instanceof HTMLElement)) return false;
  target.click();
  return true;
}

/**
 * "j" or the arrow down goes to the next row of a list, "k" or the arrow up to the one before; Enter follows its link.
 * @param {Document} page
 * @param {string} key
 */
function walk(page, key) {
  const rows = [...page.querySelectorAll("[data-walk] [data-row]")];
  const at = rows.findIndex((row) => row === page.activeElement);
  const isOnRow = at >= 0;
  const step = key === "j" || (key === "ArrowDown" && isOnRow) ? 1 : key === "k" || (key === "ArrowUp" && isOnRow) ? -1 : 0;
  const next = rows[isOnRow ? at + step : step > 0 ? 0 : rows.length - 1];
  if (!step || !(next instanceof HTMLElement)) return false;
  next.focus();
  return true;
}

/** @param {Document} page */
function openList(page) {
  const list = page.getElementById("shortcuts");
  if (!(list instanceof HTMLDialogElement) || list.open) return false;
  list.showModal();
  return true;
}

/**
 * @param {Document} page
 * @param {Storage} storage
 */
function prepareSwitch(page, storage) {
  const box = page.getElementById("shortcuts-on");
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = storage.getItem(SWITCH) !== "off";
  box.addEventListener("change", () => storage.setItem(SWITCH, box.checked ? "on" : "off"));
}

/** @param {Document} page */
function prepareButton(page) {
  const button = page.getElementById("shortcuts-list");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => openList(page));
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  const typed = "input:not([type=checkbox]):not([type=radio]), textarea, select";
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(typed));
}
