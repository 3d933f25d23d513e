// @ts-check
/**
 * Which screen is open, and what all of them share. Back goes one step up the map; the browser's history holds one
 * empty entry for it and no word of what is on the screen.
 * @import {App} from "../app.js"
 * @import {Shift} from "../shift.js"
 * @import {Update} from "../types.js"
 */

import { CannotSeal, NotSaved, Refused } from "../errors.js";
import { useCountry } from "../words.js";
import { closeTopDialog, tell } from "./dialog.js";

/**
 * What a screen gives back.
 * @typedef {object} Screen
 * @property {Node[]} view
 * @property {string} name for the title: never a word that somebody typed
 * @property {() => void} [back] one step up; absent: this is the top
 * @property {() => void} [changed] counts or sending changed
 * @property {() => void} [leave] the screen goes
 */

/** @typedef {(stage: Stage, about: any) => Screen} ScreenMaker */
/** @typedef {{say: (sentence: string | (() => string)) => void, buzz: (pattern: number[]) => void, wake: {keepOn: (wanted: boolean) => void}, speak: (language: string) => Promise<void>, home: (then: () => void) => Promise<void>, look: () => void}} Tools */

export class Stage {
  /** @type {Screen | undefined} */
  #screen;
  #root;
  #screens;
  /** @type {Shift | undefined} */
  #shift;
  /** @type {Update | undefined} a newer version that waits */
  update;
  isSafariTab = false;
  /** How many days are left before this browser may clear what is saved. @type {number | undefined} */
  evictInDays;

  /** @param {App} app @param {HTMLElement} root @param {Record<string, ScreenMaker>} screens @param {Tools} tools */
  constructor(app, root, screens, tools) {
    this.app = app;
    this.tools = tools;
    this.#root = root;
    this.#screens = screens;
    this.at = "";
  }

  /** The shift that is open; only screens after the start ask for it. */
  get shift() {
    return /** @type {Shift} */ (this.#shift);
  }

  get hasShift() {
    return Boolean(this.#shift);
  }

  forgetShift() {
    this.#shift = undefined;
  }

  /** @param {string} outing */
  async open(outing) {
    this.#shift = await this.app.shift(outing);
    return this.#shift;
  }

  /** @param {string} name @param {any} [about] */
  go(name, about) {
    this.#screen?.leave?.();
    useCountry((this.#shift ?? this.app.outings()[0])?.group.country);
    this.at = name;
    this.#root.dataset.screen = name;
    this.#screen = this.#screens[name](this, about);
    this.#root.replaceChildren(...this.#screen.view);
    document.title = `${this.#screen.name} · Handbill`;
    window.scrollTo(0, 0);
    /** @type {HTMLElement | null} */ (this.#root.querySelector("[data-first], h1"))?.focus({ preventScroll: true });
  }

  /** Does something that may fail, and says so where it happened. @param {() => Promise<any>} work */
  act(work) {
    void work().catch((error) => this.failed(error));
  }

  /** @param {unknown} error */
  failed(error) {
    if (error instanceof NotSaved) return this.go("refusing");
    if (error instanceof CannotSeal || error instanceof Refused) return void tell(error.message);
    throw error;
  }

  /** The same screen again, in other words or another look. @param {any} [about] */
  again(about) {
    this.go(this.at, about);
  }

  /** One step up: a sheet closes, else the screen says where. */
  back() {
    if (!closeTopDialog()) this.#screen?.back?.();
  }

  changed() {
    this.#screen?.changed?.();
  }
}

/** Android's Back, and the edge of the screen: one entry is kept in front so that neither leaves the app by accident. @param {Stage} stage */
export function followBack(stage) {
  const guard = () => history.pushState(null, "");
  window.addEventListener("popstate", () => {
    guard();
    stage.back();
  });
  window.addEventListener("pointerdown", guard, { once: true });
}
