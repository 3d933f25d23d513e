// @ts-check
/**
 * A card being written. It lives in memory only: it is sealed or it is gone. Left alone on a hidden page it is sealed
 * as it is.
 * @import {Stage} from "./stage.js"
 * @import {ContactOptions, Fact} from "../types.js"
 */

import { agreed } from "./consents.js";

const HIDDEN_FOR = 60_000;
const EMPTY = { name: "", phone: "", email: "", other: "", note: "" };

/** @typedef {{fact: Fact, dueAt: number, owner?: string, isUnfinished: boolean}} SealedCard */

export class Draft {
  fields = { ...EMPTY };
  /** @type {Set<string>} channels, and "news" */
  ticked = new Set();
  /** @type {string | undefined} */
  owner;
  /** @type {string | undefined} */
  language;
  /** @type {"holder" | "person"} */
  typedBy = "holder";
  /** @type {Promise<SealedCard> | undefined} */
  #sealing;

  /** @param {Stage} stage @param {{conversation?: string, language?: string, isAskNoted?: boolean}} [about] */
  constructor({ shift }, { conversation, language, isAskNoted = false } = {}) {
    this.shift = shift;
    this.conversation = conversation;
    this.isAskNoted = isAskNoted;
    this.language = language;
    this.owner = (shift.member ?? shift.outing.lead)?.id;
  }

  get isEmpty() {
    return Object.values(this.fields).every((text) => !text.trim());
  }

  /** What is still to be put right. */
  wrongs() {
    return this.shift.checkContact({ ...this.fields, channels: [...this.ticked] });
  }

  /** Once, however often it is asked for; afterwards nothing of it is left in memory. @returns {Promise<SealedCard>} */
  seal() {
    this.#sealing ??= this.#sealed().catch((error) => {
      this.#sealing = undefined;
      throw error;
    });
    return this.#sealing;
  }

  wipe() {
    this.fields = { ...EMPTY };
    this.ticked.clear();
  }

  async #sealed() {
    const isUnfinished = this.wrongs().length > 0;
    const sealed = await this.shift.sealContact(this.fields, this.#options(isUnfinished));
    this.wipe();
    if (this.conversation && !this.isAskNoted) await this.shift.detail(this.conversation, { ask: "given" });
    return { ...sealed, owner: this.owner, isUnfinished };
  }

  /** @param {boolean} unfinished @returns {ContactOptions} */
  #options(unfinished) {
    const { shift, conversation, owner, language, typedBy } = this;
    return { ...agreed(shift.outing, shift.group, this.ticked, language), conversation, owner, language, typedBy, unfinished };
  }
}

/**
 * Seals the card as it is when the page has been hidden for a minute. A browser may stop timers meanwhile: then it is
 * done when the page comes back, before anything is shown.
 * @param {Draft} draft
 * @param {() => void} sealNow
 * @returns {() => void} stops watching
 */
export function sealWhenHidden(draft, sealNow) {
  let hiddenAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") {
      hiddenAt = Date.now();
      timer = setTimeout(leftAlone, HIDDEN_FOR);
    } else if (hiddenAt && Date.now() - hiddenAt >= HIDDEN_FOR) leftAlone();
  };
  const leftAlone = () => !draft.isEmpty && sealNow();
  document.addEventListener("visibilitychange", look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
