// @ts-check
/**
 * What the store holds, as this page knows it, so that the screens can count without waiting. The store is the truth:
 * each change goes there first and into the picture when it is safe; other tabs make the page read again.
 * @import {Store, Change, Entry, Shelf, OutingRow, Fact} from "./types.js"
 */

import { SHELVES } from "./outbox.js";

/** @typedef {Record<Shelf, Map<string, Entry>>} Shelves */

export class Picture {
  /** @type {Map<string, OutingRow>} */
  rows = new Map();
  /** @type {Map<string, Shelves>} */
  #shelves = new Map();
  /** @type {Change[]} made while the store is being read */
  #meanwhile = [];
  /** @type {Promise<void>} */
  #reading = Promise.resolve();
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
        await this.#store.change(changes);
        this.#meanwhile.push(...changes);
        for (const change of changes) this.#apply(change);
        told();
      },
    };
  }

  /** The facts of one outing, read once. @param {string} outing */
  async open(outing) {
    if (this.#shelves.has(outing)) return;
    this.#shelves.set(outing, empty());
    await this.readAgain();
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
    const shelves = this.shelvesOf(outing);
    const facts = SHELVES.flatMap((shelf) => [...shelves[shelf].values()].map(({ fact }) => fact));
    return facts.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async #read() {
    this.#meanwhile = [];
    const rows = /** @type {OutingRow[]} */ (await this.#store.all("outings"));
    const read = await Promise.all([...this.#shelves.keys()].map((outing) => this.#readShelves(outing)));
    this.rows = new Map(rows.map((row) => [row.key, row]));
    this.#shelves = new Map(read);
    for (const change of this.#meanwhile) this.#apply(change);
  }

  /** The shelf things leave first: what another tab moves meanwhile is seen twice rather than not. @param {string} outing @returns {Promise<[string, Shelves]>} */
  async #readShelves(outing) {
    const shelves = empty();
    for (const shelf of SHELVES) {
      const entries = /** @type {Entry[]} */ (await this.#store.all(shelf, outing));
      for (const entry of entries) {
        shelves.outbox.delete(entry.id);
        shelves[shelf].set(entry.id, entry);
      }
    }
    return [outing, shelves];
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
