// @ts-check
/**
 * One outing's facts as this page knows them: what waits, what was sent, what was refused. The store is the truth;
 * this is its picture, so that the screens can count without waiting.
 * @import {Store, Entry, Shelf, Fact, OutboxView, OutingRow, Kind} from "./types.js"
 * @import {Progress} from "./sync.js"
 */

import { SHELVES } from "./outbox.js";

/** @param {Store} store @param {string} outing */
export function makeShelves(store, outing) {
  /** @type {Record<Shelf, Map<string, Entry>>} */
  let shelves = { outbox: new Map(), sent: new Map(), refused: new Map() };

  const everything = () => SHELVES.flatMap((shelf) => [...shelves[shelf].values()]);

  return {
    /** Read again what the store has; several tabs and the sending may have moved things. */
    async load() {
      const lists = /** @type {Entry[][]} */ (await Promise.all(SHELVES.map((shelf) => store.all(shelf, outing))));
      const [outbox, sent, refused] = lists.map((list) => new Map(list.map((entry) => [entry.id, entry])));
      shelves = { outbox, sent, refused };
    },

    /** @param {Entry} entry just filed */
    add(entry) {
      shelves.outbox.set(entry.id, entry);
    },

    /** Every fact of this outing made here, oldest first. @returns {Fact[]} */
    facts() {
      return everything().map(({ fact }) => fact).sort((a, b) => (a.id < b.id ? -1 : 1));
    },

    /** Where a fact is, when it is still here. @param {string} id */
    find(id) {
      return everything().find((entry) => entry.id === id);
    },

    /** What the server does not have. */
    unsent() {
      return [...shelves.outbox.values(), ...shelves.refused.values()];
    },

    /** @param {OutingRow} row @param {Progress} progress @returns {OutboxView} */
    view(row, progress) {
      const waiting = [...shelves.outbox.values()];
      const refused = [...shelves.refused.values()].map(({ fact, code = "", sentence = "", at = 0 }) => ({ fact, code, sentence, at }));
      return {
        saved: everything().length,
        waiting: waiting.length,
        received: shelves.sent.size,
        refused,
        byKind: byKind(waiting),
        state: stateOf(row, progress, waiting.length, refused.length),
        lastTryAt: progress.lastTryAt,
        lastSentAt: latest([...shelves.sent.values()].map(({ sentAt }) => sentAt ?? 0)),
        sending: progress.sending,
        since: waiting.length ? Math.min(...waiting.map(({ savedAt }) => savedAt)) : undefined,
        others: row.totals,
      };
    },
  };
}

/** @param {Entry[]} entries */
function byKind(entries) {
  /** @type {Partial<Record<Kind, number>>} */
  const counts = {};
  for (const { fact } of entries) counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
  return counts;
}

/** @param {OutingRow} row @param {Progress} progress @param {number} waiting @param {number} refused */
function stateOf(row, progress, waiting, refused) {
  if (row.signedOut) return "signed_out";
  if (progress.state === "sending") return "sending";
  if (refused) return "refused";
  return waiting && progress.state === "offline" ? "offline" : "idle";
}

/** @param {number[]} times */
function latest(times) {
  return times.length ? Math.max(...times) : undefined;
}
