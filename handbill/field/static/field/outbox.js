// @ts-check
/**
 * Facts on their way: `outbox` holds what waits, `sent` what the server filed (kept 14 days, since a server restored
 * from a backup asks for it again), `refused` what it would not take. An entry moves whole and is never rewritten.
 * @import {Store, Entry, Fact, Change, Shelf, OutingRow} from "./types.js"
 */

import { DAY, instant } from "./clock.js";

export const KEPT_AFTER_SENDING = 14 * DAY;
export const OUTING_KEPT = 45 * DAY;
/** @type {Shelf[]} */
export const SHELVES = ["outbox", "sent", "refused"];

/** @typedef {{id: string | null, verdict: "filed" | "known" | "refused", code?: string, sentence?: string}} Receipt */

/** @param {Fact} fact @param {number} now @returns {Entry} */
export function entryOf(fact, now) {
  return { id: fact.id, version: 1, outing: fact.outing, fact, savedAt: now };
}

/** @param {Entry} entry @returns {Change} */
export function filing(entry) {
  return { put: "outbox", row: entry };
}

/**
 * What one answer changes. Receipts come in the order sent; a fact without one stays where it is.
 * @param {Entry[]} batch
 * @param {Receipt[]} receipts
 * @param {number} now
 * @returns {Change[]}
 */
export function settling(batch, receipts, now) {
  const named = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  return batch.flatMap((entry, place) => {
    const receipt = named.get(entry.id) ?? (receipts[place]?.id === null ? receipts[place] : undefined);
    return receipt ? changeFor(entry, receipt, now) : [];
  });
}

/** @param {Entry} entry @param {Receipt} receipt @param {number} now @returns {Change[]} */
function changeFor(entry, { verdict, code = "", sentence = "" }, now) {
  if (verdict === "filed" || verdict === "known") {
    return [{ move: entry.id, from: "outbox", to: "sent", with: { sentAt: now } }];
  }
  if (verdict !== "refused") return [];
  if (code === "erased") return SHELVES.map((shelf) => ({ remove: shelf, key: entry.id }));
  return [{ move: entry.id, from: "outbox", to: "refused", with: { code, sentence, at: now } }];
}

/**
 * The server was restored: everything sent to this group waits again.
 * @param {Store} store
 * @param {OutingRow} row
 * @param {string} generation
 * @returns {Promise<Change[]>}
 */
export async function offeringAgain(store, row, generation) {
  const siblings = (await store.all("outings")).filter((other) => other.group.id === row.group.id);
  const sent = await Promise.all(siblings.map(({ key }) => store.all("sent", key)));
  return [
    ...sent.flat().map((entry) => /** @type {Change} */ ({ move: entry.id, from: "sent", to: "outbox" })),
    ...siblings.map(({ key }) => /** @type {Change} */ ({ patch: "outings", key, with: { generation } })),
  ];
}

/**
 * What has been with the server for long enough, and the outings for which it takes nothing any more.
 * @param {Store} store
 * @param {number} now
 * @returns {Promise<Change[]>}
 */
export async function forgetting(store, now) {
  const [rows, sent, outbox, refused] = await Promise.all([store.all("outings"), ...["sent", "outbox", "refused"].map((shelf) => store.all(/** @type {Shelf} */ (shelf)))]);
  const oldFacts = sent.filter(({ sentAt }) => (sentAt ?? 0) < now - KEPT_AFTER_SENDING);
  const unsent = new Set([...outbox, ...refused].map(({ outing }) => outing));
  const oldRows = rows.filter(({ key, outing }) => instant(outing.ends_at) < now - OUTING_KEPT && !unsent.has(key));
  return [
    ...oldFacts.map(({ id }) => /** @type {Change} */ ({ remove: "sent", key: id })),
    ...oldRows.map(({ key }) => /** @type {Change} */ ({ remove: "outings", key })),
  ];
}

/**
 * SYNC.md's rescue file: everything the server does not have, sealed as it is.
 * @param {OutingRow} row
 * @param {Entry[]} entries those waiting and those refused
 */
export function rescueText(row, entries) {
  const { group, phone, outing, generation } = row;
  const facts = entries.map(({ fact }) => fact);
  return JSON.stringify({ handbill: "rescue-1", group: group.id, phone, outing: outing.id, generation, facts });
}
