// @ts-check
/**
 * How sending stands for one outing, as the screens show it.
 * @import {Entry, OutboxView, OutingRow, Kind, SendingState} from "./types.js"
 * @import {Shelves} from "./picture.js"
 * @import {Progress} from "./sync.js"
 */

/** @param {OutingRow} row @param {Shelves} shelves @param {Progress} progress @returns {OutboxView} */
export function outboxView(row, { outbox, sent, refused }, progress) {
  const waiting = [...outbox.values()];
  return {
    saved: outbox.size + sent.size + refused.size,
    waiting: outbox.size,
    received: sent.size,
    refused: [...refused.values()].map(({ fact, code = "", sentence = "", at = 0 }) => ({ fact, code, sentence, at })),
    byKind: byKind(waiting),
    state: stateOf(row, progress, outbox.size, refused.size),
    lastTryAt: progress.lastTryAt,
    lastSentAt: furthest(Math.max, [...sent.values()].map(({ sentAt }) => sentAt ?? 0)),
    sending: progress.sending,
    since: furthest(Math.min, waiting.map(({ savedAt }) => savedAt)),
    others: row.totals,
  };
}

/** @param {Entry[]} entries */
function byKind(entries) {
  /** @type {Partial<Record<Kind, number>>} */
  const counts = {};
  for (const { fact } of entries) counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
  return counts;
}

/** @param {OutingRow} row @param {Progress} progress @param {number} waiting @param {number} refused @returns {SendingState} */
function stateOf(row, progress, waiting, refused) {
  if (row.signedOut) return "signed_out";
  if (progress.state === "sending") return "sending";
  if (refused) return "refused";
  return waiting && progress.state === "offline" ? "offline" : "idle";
}

/** @param {(a: number, b: number) => number} choose @param {number[]} times */
function furthest(choose, times) {
  return times.length ? times.reduce((a, b) => choose(a, b)) : undefined;
}
