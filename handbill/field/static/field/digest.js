// @ts-check
/**
 * A shortened copy of an outing's facts in one row, without what is sealed: read at the start of the app in a tenth of
 * the time that thousands of rows take. It only saves reading: it goes with the first change it does not show, and
 * then, or when its counts do not fit, the rows themselves are read.
 * @import {Change, Entry, Kind, Store} from "./types.js"
 * @import {Shelves} from "./picture.js"
 */

import { SHELVES } from "./outbox.js";

const WORTH_IT = 400;

/** @typedef {{key: string, last: string, waiting: number, text: string}} Digest the last id and the number of all that waits */

/** @param {string} outing @param {Shelves} shelves @param {{last: string, waiting: number}} then @returns {Change[]} nothing where a copy saves nothing */
export function digesting(outing, shelves, then) {
  const lists = SHELVES.map((shelf) => [...shelves[shelf].values()]);
  if (lists.flat().length < WORTH_IT) return [];
  return [{ put: "digests", row: { key: outing, ...then, text: JSON.stringify(lists.map((list) => list.map(short))) } }];
}

/** Changes that a digest does not show end it; new facts come after it and do not. @param {Change[]} changes @param {Iterable<string>} outings @returns {Change[]} */
export function endingDigests(changes, outings) {
  const isShown = (/** @type {Change} */ change) => "put" in change || "patch" in change || ("remove" in change && !isShelf(change.remove));
  return changes.every(isShown) ? [] : [...outings].map((key) => ({ remove: "digests", key }));
}

/**
 * The lists of outbox, sent and refused out of the digest and what was filed after it, when it still fits.
 * @param {Store} store
 * @param {string} outing
 * @returns {Promise<Entry[][] | undefined>}
 */
export async function readDigest(store, outing) {
  const digest = /** @type {Digest | undefined} */ (await store.get("digests", outing));
  if (!digest) return undefined;
  const [later, waiting] = await Promise.all([store.after("outbox", digest.last), store.count("outbox")]);
  if (waiting !== digest.waiting + later.length) return undefined;
  const lists = /** @type {Short[][]} */ (JSON.parse(digest.text));
  const [outbox, ...others] = lists.map((list) => list.map((entry) => long(entry, outing)));
  return [[...outbox, ...later.filter((/** @type {Entry} */ entry) => entry.outing === outing)], ...others];
}

/** @typedef {[string, Kind, string, Record<string, any>, number, Partial<Entry>?]} Short */

/** Without the sealed part, which no count needs, and what all of them share. @param {Entry} entry @returns {Short} */
function short({ fact: { id, kind, made_at, body }, savedAt, sentAt, code, sentence, at }) {
  const { sealed, ...rest } = body;
  return sentAt || at ? [id, kind, made_at, rest, savedAt, { sentAt, code, sentence, at }] : [id, kind, made_at, rest, savedAt];
}

/** @param {Short} entry @param {string} outing @returns {Entry} */
function long([id, kind, made_at, body, savedAt, more], outing) {
  return { id, version: 1, outing, fact: { id, kind, outing, made_at, body }, savedAt, ...more };
}

/** @param {string} table */
function isShelf(table) {
  return SHELVES.some((shelf) => shelf === table);
}
