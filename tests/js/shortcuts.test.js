// The desk's keys: one finds, two go to a section, none while somebody types, all can be switched off.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

class HTMLElement extends EventTarget {
  constructor(tag, attributes = {}) {
    super();
    Object.assign(this, { tag, attributes, clicks: 0, isContentEditable: false, checked: true });
  }
  getAttribute(name) {
    return this.attributes[name] ?? null;
  }
  matches() {
    return this.tag === "textarea" || (this.tag === "input" && this.attributes.type !== "checkbox");
  }
  click() {
    this.clicks += 1;
  }
  focus() {
    this.focused = true;
  }
}
class HTMLDialogElement extends HTMLElement {
  open = false;
  showModal() {
    this.open = true;
  }
}
class HTMLInputElement extends HTMLElement {}
Object.assign(globalThis, { HTMLElement, HTMLDialogElement, HTMLInputElement });
const { listenForShortcuts } = await import("../../handbill/base/static/base/js/shortcuts.js");

let page, outings, find, list, box, button, kept;

beforeEach(() => {
  outings = new HTMLElement("a", { "data-shortcut": "g o" });
  find = new HTMLElement("a", { "data-shortcut": "/" });
  list = new HTMLDialogElement("dialog");
  box = new HTMLInputElement("input", { type: "checkbox" });
  button = new HTMLElement("button");
  kept = new Map();
  page = Object.assign(new EventTarget(), {
    ids: { shortcuts: list, "shortcuts-on": box, "shortcuts-list": button },
    getElementById: (id) => page.ids[id] ?? null,
    rows: [],
    activeElement: null,
    querySelectorAll: (wanted) => (wanted.includes("data-row") ? page.rows : [find, outings]),
  });
  listenForShortcuts(page, { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) });
});

/** @param {string} key */
function press(key, { at = 0, target = new HTMLElement("body"), ctrlKey = false } = {}) {
  const event = new Event("keydown", { cancelable: true });
  for (const [name, value] of Object.entries({ key, target, ctrlKey, timeStamp: at })) Object.defineProperty(event, name, { value });
  page.dispatchEvent(event);
  return event;
}

test("g then o goes to the outings", () => {
  press("g", { at: 1000 });
  assert.ok(press("o", { at: 1400 }).defaultPrevented);
  assert.equal(outings.clicks, 1);
});

test("two keys that lie too far apart are no pair", () => {
  press("g", { at: 1000 });
  press("o", { at: 3000 });
  assert.equal(outings.clicks, 0);
});

test("/ goes to the search of this page, else to the link that finds", () => {
  press("/");
  assert.equal(find.clicks, 1);
  page.ids.find = new HTMLElement("input");
  assert.ok(press("/").defaultPrevented, "the stroke is not typed into the field");
  assert.ok(page.ids.find.focused);
  assert.equal(find.clicks, 1);
});

test("while somebody types, letters are letters; a box to tick is no place to type", () => {
  press("/", { target: new HTMLElement("textarea") });
  assert.equal(find.clicks, 0);
  press("/", { target: new HTMLElement("input", { type: "checkbox" }) });
  assert.equal(find.clicks, 1);
});

test("keys held together with Ctrl are the browser's", () => {
  press("/", { ctrlKey: true });
  assert.equal(find.clicks, 0);
});

test("? lists them, and there they can be switched off for good", () => {
  press("?");
  assert.ok(list.open);
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  press("/");
  assert.equal(find.clicks, 0);
});

test("switched off they stay off, the list too; a button still opens it", () => {
  kept.set("handbill-shortcuts", "off");
  press("/");
  press("?");
  assert.equal(find.clicks, 0);
  assert.ok(!list.open);
  button.dispatchEvent(new Event("click"));
  assert.ok(list.open);
});

test("j and k walk the rows of a list, and the arrows once one is there", () => {
  page.rows = [0, 1, 2].map(() => {
    const row = new HTMLElement("a");
    row.focus = () => (page.activeElement = row);
    return row;
  });
  assert.equal(press("ArrowDown").defaultPrevented, false, "the page scrolls until a row is there");
  for (const [key, expected] of [["j", 0], ["j", 1], ["ArrowDown", 2], ["ArrowUp", 1], ["k", 0]]) {
    assert.ok(press(key).defaultPrevented);
    assert.equal(page.rows.indexOf(page.activeElement), expected, key);
  }
  assert.equal(press("k").defaultPrevented, false, "nothing is before the first");
});
