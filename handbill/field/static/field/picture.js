// @ts-check
/**
 * What the store holds, as this page knows it, so that the screens can count without waiting. The store is the truth:
 * each change goes there first and into the picture when it is safe; other tabs make the page read again.
 * @import {Store, Change, Entry, Shelf, OutingRow, Fact} from "./types.js"
 */

import { digesting, endingDigests, readDigest } from "./digest.js";
import { SHELVES } from "./outbox.js";

/** @typedef {Record<Shelf, Map<string, Entry>>} Shelves */

export class Picture {
  /** @type {Map<string, OutingRow>} */
  rows = new Map();
  /** @type {Map<string, Shelves>} */
  #shelves = new Map();
  /** @type {Set<string>} */
  #opened = new Set();
  /** @type {Map<string, Fact[]>} the facts in order, until something changes */
  #inOrder = new Map();
  /** @type {Change[]} made while the store is being read */
  #meanwhile = [];
  /** @type {Promise<void>} */
  #reading = Promise.resolve();
  #changes = 0;
  #store;

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
  }

  /** The store, whose changes show in the picture; `told` hears of each. @param {() => void} told @returns {Store} */
  watched(told) {
    return {
      ...this.#store,
      change: async (changes) => {
        if (!changes.length) return;
        await this.#store.change([...changes, ...endingDigests(changes, this.rows.keys())]);
        this.#meanwhile.push(...changes);
        this.#applyAll(changes);
        told();
      },
    };
  }

  /** The facts of one outing, read once. @param {string} outing */
  async open(outing) {
    if (this.#opened.has(outing)) await this.#reading;
    else {
      this.#opened.add(outing);
      await this.readAgain();
    }
  }

  /** Writes the shortened copies that make the next start quick, unless something happens meanwhile. */
  async digest() {
    const before = this.#changes;
    const then = { last: (await this.#store.lastKey("outbox")) ?? "", waiting: await this.#store.count("outbox") };
    const changes = [...this.#shelves].flatMap(([outing, shelves]) => digesting(outing, shelves, then));
    if (changes.length && before === this.#changes) await this.#store.change(changes);
  }

  /** One reading after the other; what is changed during one is made again on what was read. @returns {Promise<void>} */
  readAgain() {
    const read = () => this.#read();
    this.#reading = this.#reading.then(read, read);
    return this.#reading;
  }

  /** @param {string} outing @returns {Shelves} */
  shelvesOf(outing) {
    return this.#shelves.get(outing) ?? empty();
  }

  /** Every fact of an outing made here, oldest first. @param {string} outing @returns {Fact[]} */
  factsOf(outing) {
    const known = this.#inOrder.get(outing);
    if (known) return known;
    const shelves = this.shelvesOf(outing);
    const facts = SHELVES.flatMap((shelf) => Array.from(shelves[shelf].values(), ({ fact }) => fact));
    facts.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#inOrder.set(outing, facts);
    return facts;
  }

  async #read() {
    this.#meanwhile = [];
    const reading = Promise.all([...this.#opened].map((outing) => this.#readShelves(outing)));
    const [rows, read] = await Promise.all([/** @type {Promise<OutingRow[]>} */ (this.#store.all("outings")), reading]);
    this.rows = new Map(rows.map((row) => [row.key, row]));
    this.#shelves = new Map(read);
    this.#applyAll(this.#meanwhile);
  }

  /** The shelf things leave first: what another tab moves meanwhile is seen twice rather than not. @param {string} outing @returns {Promise<[string, Shelves]>} */
  async #readShelves(outing) {
    const lists = (await readDigest(this.#store, outing)) ?? (await this.#readRows(outing));
    const shelves = empty();
    SHELVES.forEach((shelf, place) => {
      for (const entry of lists[place]) {
        if (place) shelves.outbox.delete(entry.id);
        shelves[shelf].set(entry.id, entry);
      }
    });
    return [outing, shelves];
  }

  /** @param {string} outing @returns {Promise<Entry[][]>} */
  async #readRows(outing) {
    const lists = [];
    for (const shelf of SHELVES) lists.push(await this.#store.all(shelf, outing));
    return lists;
  }

  /** @param {Change[]} changes */
  #applyAll(changes) {
    this.#changes += 1;
    for (const change of changes) this.#apply(change);
    this.#inOrder.clear();
  }

  /** @param {Change} change */
  #apply(change) {
    if ("put" in change) this.#put(change.put, change.row);
    else if ("remove" in change) this.#remove(change.remove, change.key);
    else if ("patch" in change) this.#patch(change.key, change.with);
    else this.#move(change);
  }

  /** @param {string} table @param {any} row */
  #put(table, row) {
    if (table === "outings") this.rows.set(row.key, row);
    else if (isShelf(table)) this.#shelves.get(row.outing)?.[table].set(row.id, row);
  }

  /** @param {string} table @param {string} key */
  #remove(table, key) {
    if (table === "outings") this.rows.delete(key);
    else if (isShelf(table)) for (const shelves of this.#shelves.values()) shelves[table].delete(key);
  }

  /** @param {string} key @param {object} fields */
  #patch(key, fields) {
    const row = this.rows.get(key);
    if (row) this.rows.set(key, { ...row, ...fields });
  }

  /** @param {Extract<Change, {move: string}>} change */
  #move({ move, from, to, with: fields }) {
    if (!isShelf(from) || !isShelf(to)) return;
    for (const shelves of this.#shelves.values()) {
      const entry = shelves[from].get(move);
      if (!entry) continue;
      shelves[from].delete(move);
      shelves[to].set(move, { ...entry, ...fields });
    }
  }
}

/** @returns {Shelves} */
function empty() {
  return { outbox: new Map(), sent: new Map(), refused: new Map() };
}

/** @param {string} table @returns {table is Shelf} */
function isShelf(table) {
  return SHELVES.includes(/** @type {Shelf} */ (table));
}
