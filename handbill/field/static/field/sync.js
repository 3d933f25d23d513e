// @ts-check
/**
 * Sends what waits, by itself: after a tap, by timer, when the signal or the page comes back. One tab sends at a time
 * where the browser has locks; without them the server's receipts make a double harmless.
 * @import {Env, Store, OutingRow, Entry, Change} from "./types.js"
 * @import {FactsAnswer, makeApi} from "./api.js"
 */

import { MINUTE, SECOND, stamp } from "./clock.js";
import { Offline } from "./errors.js";
import { offeringAgain, settling } from "./outbox.js";

export const MOST_FACTS = 200;
export const LONGEST_PAUSE = 5 * MINUTE;
const AFTER_A_TAP = 3 * SECOND;
const FIRST_PAUSE = 5 * SECOND;
const LOCK = "handbill-field-sending";
const LOCK_PATIENCE = 2 * MINUTE;

/**
 * How sending stands for one outing.
 * @typedef {{state: "idle" | "sending" | "offline", lastTryAt?: number, lastSentAt?: number, sending?: {done: number, of: number}}} Progress
 */

/** Not now: the server said how long, or our own pause grows. */
class Wait extends Error {
  /** @param {number} [asked] ms that the server asked for */
  constructor(asked) {
    super("wait");
    this.asked = asked;
  }
}

/**
 * @param {object} parts
 * @param {Env} parts.env
 * @param {Store} parts.store
 * @param {ReturnType<typeof makeApi>} parts.api
 * @param {(row: OutingRow) => Promise<OutingRow | undefined>} parts.rejoin
 * @param {() => void} parts.told how sending stands has changed
 * @param {() => number} [parts.chance]
 */
export function makeSync({ env, store, api, rejoin, told, chance = Math.random }) {
  /** @type {Map<string, Progress>} */
  const progress = new Map();
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const pause = makePause(env, chance);
  let lockMissedAt = 0;
  /** @type {Promise<void> | undefined} */
  let running;
  /** @type {any} */
  let timer;

  /** @param {string} outing @returns {Progress} */
  const progressOf = (outing) => progress.get(outing) ?? { state: "idle" };

  /** @param {string} outing @param {Partial<Progress>} news */
  function tell(outing, news) {
    progress.set(outing, { ...progressOf(outing), ...news });
    told();
  }

  /** Sends all that waits; resolves when no more can be done now. Only a time that the server asked for is kept to. */
  function sendNow() {
    running ??= locked(sendAll).finally(() => {
      running = undefined;
      return planNext();
    });
    return running;
  }

  /** @param {() => Promise<void>} work */
  async function locked(work) {
    if (!env.locks) return work();
    const isOurs = await env.locks.request(LOCK, { ifAvailable: true }, async (lock) => lock && (await work(), true));
    if (isOurs) lockMissedAt = 0;
    else await besideLock(work);
  }

  /** Another tab sends; but one put to sleep with the lock in its hand must not stop us for ever. @param {() => Promise<void>} work */
  async function besideLock(work) {
    lockMissedAt ||= env.now();
    if (env.now() - lockMissedAt > LOCK_PATIENCE) await work();
  }

  async function sendAll() {
    if (pause.isAsked()) return;
    for (const row of /** @type {OutingRow[]} */ (await store.all("outings"))) {
      const isReached = !row.token || row.signedOut || (await sendOuting(row));
      if (!isReached) break;
    }
  }

  /** False when the server cannot be reached at all. @param {OutingRow} row */
  async function sendOuting(row) {
    try {
      await sendBatches(row);
      tell(row.key, { state: "idle", sending: undefined });
      return true;
    } catch (error) {
      pause.longer(error instanceof Wait ? error.asked : undefined);
      tell(row.key, { state: "offline", sending: undefined });
      return error instanceof Wait && !error.asked;
    }
  }

  /** Every turn sends some, halves the batch or joins again (once); anything else waits. @param {OutingRow} first */
  async function sendBatches(first) {
    /** @type {OutingRow | undefined} */
    let row = first;
    let [done, restores] = [0, 0];
    for (let batch; row && (batch = await nextBatch(row)).length; ) {
      const left = await waitingBeside(row, batch);
      tell(row.key, { state: "sending", sending: { done, of: done + batch.length + left }, lastTryAt: env.now() });
      const answer = await send(row, batch, left);
      if (answer.status === 401) row = await joinedAgain(row, first);
      else if (answer.status === 413 && batch.length > 1) sizes.set(row.key, Math.ceil(batch.length / 2));
      else if (answer.status === 200) {
        const settled = await settle(row, batch, answer.body);
        done += settled.count;
        if (settled.isRestored && ++restores > 1) throw new Wait();
      } else throw new Wait(answer.retryAfter);
    }
  }

  /** @param {OutingRow} row @returns {Promise<Entry[]>} */
  function nextBatch({ key }) {
    return store.first("outbox", key, sizes.get(key) ?? MOST_FACTS);
  }

  /** Counted after the batch was read: taps go on meanwhile, and another tab may have sent some of it. @param {OutingRow} row @param {Entry[]} batch */
  async function waitingBeside({ key }, { length }) {
    return Math.max(0, (await store.count("outbox", key)) - length);
  }

  /** @param {OutingRow} row @param {Entry[]} batch @param {number} waiting */
  function send(row, batch, waiting) {
    return api.facts(row.token ?? "", { facts: batch.map(({ fact }) => fact), waiting, sent_at: stamp(env.now()) });
  }

  /** A fresh token that is refused too would go round for ever. @param {OutingRow} row @param {OutingRow} first */
  async function joinedAgain(row, first) {
    if (row !== first) throw new Wait();
    return rejoin(row);
  }

  /** @param {OutingRow} row @param {Entry[]} batch @param {FactsAnswer} answer */
  async function settle(row, batch, answer) {
    if (!Array.isArray(answer?.receipts)) throw new Offline("not the server");
    const settled = settling(batch, answer.receipts, env.now());
    const known = (await store.get("outings", row.key))?.generation;
    const isRestored = Boolean(known && answer.generation && known !== answer.generation);
    await store.change([heard(row, answer), ...(isRestored ? await offeringAgain(store, row, answer.generation) : []), ...settled]);
    const count = new Set(settled.map((change) => ("move" in change ? change.move : "key" in change && change.key))).size;
    if (!count) throw new Wait();
    pause.over();
    sizes.set(row.key, Math.min(MOST_FACTS, 2 * (sizes.get(row.key) ?? MOST_FACTS)));
    tell(row.key, { lastSentAt: env.now() });
    return { count, isRestored };
  }

  /** @param {OutingRow} row @param {FactsAnswer} answer @returns {Change} */
  function heard(row, { totals, generation }) {
    return { patch: "outings", key: row.key, with: { totals, totalsAt: env.now(), generation } };
  }

  /** The next try by itself: after a pause while it fails, else now and then. */
  async function planNext() {
    if (await store.count("outbox")) wakeIn(pause.left());
  }

  /** @param {number} ms */
  function wakeIn(ms) {
    env.clearTimeout(timer);
    timer = env.setTimeout(() => void sendNow(), ms);
  }

  return {
    sendNow,
    progressOf,

    /** False while the server wants to be left alone. */
    mayAsk: () => !pause.isAsked(),

    /** Something was noted: send it with what comes in the next seconds, unless a pause is on. */
    soon() {
      if (!pause.isOn()) wakeIn(AFTER_A_TAP);
    },

    /** The signal, the page or the focus came back. */
    async wake() {
      if (await store.count("outbox")) await sendNow();
    },
  };
}

/** Pauses that double from 5 seconds to 5 minutes, each shortened by chance, so that thirty phones do not come at once. */
function makePause(/** @type {Pick<Env, "now">} */ { now }, /** @type {() => number} */ chance) {
  let failures = 0;
  let until = 0;
  let askedUntil = 0;
  return {
    isOn: () => failures > 0,
    isAsked: () => now() < askedUntil,
    left: () => (failures ? Math.max(until - now(), FIRST_PAUSE / 2) : MINUTE),
    over() {
      failures = until = askedUntil = 0;
    },
    /** @param {number} [asked] */
    longer(asked) {
      const step = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures++);
      until = now() + Math.max(step * (0.5 + chance() / 2), asked ?? 0);
      askedUntil = asked ? now() + asked : 0;
    },
  };
}
