// @ts-check
/**
 * One phone's work at one outing: every tap files a fact, and is done when the fact is safe on the phone.
 * @import {Fact, Kind, OutingRow, Tally, OutboxView, CardFields, ContactOptions, ConversationFields, FieldError, Holder, Way, Recent, Store, Change} from "./types.js"
 * @import {makeIds} from "./ids.js"
 * @import {Picture} from "./picture.js"
 * @import {makeSeal, Label} from "./seal.js"
 * @import {makeSync} from "./sync.js"
 */

import { instant, stamp } from "./clock.js";
import { cardOf, contactErrors, readersOf } from "./contact.js";
import { CannotSeal, Refused } from "./errors.js";
import { entryOf, filing, rescueText } from "./outbox.js";
import { outboxView } from "./outbox-view.js";
import { canGo, lastToUndo, recentOf } from "./recent.js";
import { TIME_TO_GET_BACK, tallyOf } from "./tally.js";
import { gettext } from "./words.js";

/**
 * @typedef {object} ShiftParts
 * @property {Store} store
 * @property {Picture} picture
 * @property {ReturnType<typeof makeIds>} ids
 * @property {ReturnType<typeof makeSeal>} seal
 * @property {ReturnType<typeof makeSync>} sync
 * @property {() => number} now
 * @property {(work: () => void) => void} whenIdle
 */

export class Shift {
  #parts;

  /** @param {string} key @param {ShiftParts} parts */
  constructor(key, parts) {
    this.key = key;
    this.#parts = parts;
    this.#prepare();
  }

  get #row() {
    return /** @type {OutingRow} */ (this.#parts.picture.rows.get(this.key));
  }

  get #facts() {
    return this.#parts.picture.factsOf(this.key);
  }

  get outing() {
    return this.#row.outing;
  }

  get group() {
    return this.#row.group;
  }

  get member() {
    return this.#row.member;
  }

  get startedAt() {
    return this.#row.startedAt;
  }

  get endedAt() {
    return this.#row.endedAt;
  }

  /** Without copies nothing is filed: one can go out to talk. @param {{copies: number, from?: Holder, batch?: string}} stack */
  async start({ copies, from = "cupboard", batch }) {
    const marks = [this.#mark({ startedAt: this.#parts.now(), endedAt: undefined })];
    if (copies) return this.#file("taken", { copies, from, batch }, marks);
    await this.#parts.store.change(marks);
    return null;
  }

  /**
   * Files one fact; done when it would survive a flat battery.
   * @param {Kind} kind
   * @param {Record<string, any>} [body]
   * @returns {Promise<Fact>}
   */
  note(kind, body = {}) {
    return this.#file(kind, body);
  }

  /** @param {number} copies @param {{way?: Way, batch?: string}} [more] */
  addCopies(copies, { way = "hand", batch } = {}) {
    return this.#file("handout", { copies, way, batch });
  }

  /** @param {number} copies @param {string} [conversation] */
  addCopiesForFriend(copies, conversation) {
    return this.#file("handout", { copies, for_friend: copies, way: "hand", conversation });
  }

  /** @param {number} [people] */
  wantedOne(people = 1) {
    return this.#file("asked_in_vain", { people });
  }

  /** @param {number} copies @param {Holder} [from] @param {{member?: string, batch?: string}} [more] */
  tookMore(copies, from = "cupboard", { member, batch } = {}) {
    return this.#file("taken", { copies, from, member, batch });
  }

  /** @param {ConversationFields} [fields] */
  addConversation(fields = {}) {
    return this.#file("conversation", fields);
  }

  /** @param {string} conversation @param {ConversationFields} fields */
  detail(conversation, fields) {
    return this.#file("detail", { of: conversation, ...fields });
  }

  /** @param {CardFields & {channels?: string[]}} fields @returns {FieldError[]} */
  checkContact(fields) {
    return contactErrors(fields, this.group.country);
  }

  /** Whether a card can be sealed here at all. */
  canSeal() {
    return Boolean(this.group.key?.public);
  }

  /**
   * Seals a card in memory and files it; nothing typed touches the phone's storage.
   * @param {CardFields} fields
   * @param {ContactOptions} options
   * @returns {Promise<{fact: Fact, dueAt: number}>}
   */
  async sealContact(fields, options) {
    if (!this.canSeal()) throw new CannotSeal(gettext("This phone cannot seal yet. Use the sign-up sheet."));
    const { channels, consents, owner, conversation, language, typedBy, unfinished } = options;
    const id = this.#parts.ids.next();
    const card = cardOf(fields, options, stamp(this.#parts.now()));
    const sealed = this.#parts.seal.seal(card, { label: "hb-card-1", id, readers: readersOf(this.#row, owner) });
    const about = { conversation, channels, consents, language, owner, typed_by: typedBy, unfinished: unfinished || undefined };
    const fact = await this.#file("contact", { person: id, sealed, ...about });
    this.#prepare();
    return { fact, dueAt: instant(fact.made_at) + TIME_TO_GET_BACK };
  }

  /** @param {string} text @param {string} [conversation] */
  sealQuestion(text, conversation) {
    return this.#sealText("question", "hb-question-1", text, { conversation });
  }

  /** @param {string} text */
  sealRemark(text) {
    return this.#sealText("remark", "hb-remark-1", text);
  }

  /** @param {string} text */
  sealPlace(text) {
    return this.#sealText("place", "hb-place-1", text);
  }

  /** @param {string} factId @returns {Promise<Fact>} the retraction */
  async throwAway(factId) {
    const fact = this.#facts.find(({ id }) => id === factId);
    if (fact && !canGo(fact, this.#parts.now())) {
      throw new Refused("too_late", gettext("It is more than ten minutes old: only the desk can take it back now."));
    }
    return this.#file("retraction", { of: factId });
  }

  /** Takes the last thing back. @returns {Promise<Fact | null>} what was undone */
  async undo() {
    const fact = lastToUndo(this.#facts, this.#parts.now());
    if (fact) await this.#file("retraction", { of: fact.id });
    return fact;
  }

  /** The last twenty things done, newest first. @returns {Recent[]} */
  recent() {
    return recentOf(this.#facts);
  }

  /** @param {number} copies @param {{final?: boolean, batch?: string}} [more] */
  countLeft(copies, { final, batch } = {}) {
    return this.#file("count", { copies, final: final || undefined, batch });
  }

  /** @param {number} copies @param {Holder} to @param {string} [member] */
  passOn(copies, to, member) {
    return this.#file("passed_on", { copies, to, member });
  }

  /** The shift is over; everything stays here until it is sent. */
  end() {
    return this.#file("shift_ended", {}, [this.#mark({ endedAt: this.#parts.now() })]);
  }

  /** @returns {Tally} */
  tally() {
    return tallyOf(this.#facts, this.#parts.now(), this.outing);
  }

  /** @returns {OutboxView} */
  outbox() {
    const { picture, sync } = this.#parts;
    return outboxView(this.#row, picture.shelvesOf(this.key), sync.progressOf(this.key));
  }

  sendNow() {
    return this.#parts.sync.sendNow();
  }

  /** Everything the server does not have, sealed as it is; any member can bring it in at the desk. */
  async rescueFile() {
    const { store } = this.#parts;
    const entries = [...(await store.all("outbox", this.key)), ...(await store.all("refused", this.key))];
    return new Blob([rescueText(this.#row, entries)], { type: "application/json" });
  }

  /** The next card is sealed in the time of a tap. */
  #prepare() {
    if (this.canSeal()) this.#parts.whenIdle(() => this.#parts.seal.prepare(readersOf(this.#row)));
  }

  /** @param {Kind} kind @param {Label} label @param {string} text @param {Record<string, any>} [about] */
  #sealText(kind, label, text, about = {}) {
    if (!this.group.texts_key?.public) throw new CannotSeal(gettext("This phone cannot seal yet. Write it on paper."));
    const id = this.#parts.ids.next();
    const sealed = this.#parts.seal.seal({ v: 1, text: text.trim() }, { label, id, readers: [this.group.texts_key] });
    return this.#file(kind, { sealed, ...about });
  }

  /** @param {Kind} kind @param {Record<string, any>} body @param {Change[]} [also] in the same transaction @returns {Promise<Fact>} */
  async #file(kind, body, also = []) {
    const { store, ids, now, sync } = this.#parts;
    const at = now();
    const fact = { id: ids.next(), kind, outing: this.key, made_at: stamp(at), body: present(body) };
    await store.change([filing(entryOf(fact, at)), ...also]);
    sync.soon();
    return fact;
  }

  /** @param {Partial<OutingRow>} fields @returns {Change} */
  #mark(fields) {
    return { patch: "outings", key: this.key, with: fields };
  }
}

/** Without the fields that were left out. @param {Record<string, any>} body */
function present(body) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value != null));
}
