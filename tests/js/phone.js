/** A phone for the tests: the real app over a store in memory, a clock and timers that the test moves. */
import { webcrypto as crypto } from "node:crypto";
import { App } from "../../handbill/field/static/field/app.js";
import { memoryStore } from "./memory-store.js";

export const START = Date.parse("2026-09-12T14:00:00Z");

/** @param {{fetch: Function}} net */
export async function phone(net, { store = memoryStore(), clock = { now: START }, more = {} } = {}) {
  const timers = new Map();
  let count = 0;
  const env = {
    fetch: net.fetch, crypto, now: () => clock.now, addEventListener: () => undefined,
    setTimeout: (work, ms) => (timers.set(++count, { at: clock.now + ms, work }), count),
    clearTimeout: (timer) => timers.delete(timer),
    ...more,
  };
  const app = new App(env, store);
  await app.open();

  /** Lets the clock run, firing what is due in order. */
  async function pass(ms) {
    const end = clock.now + ms;
    for (;;) {
      const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      timers.delete(next[0]);
      clock.now = Math.max(clock.now, next[1].at);
      next[1].work();
      await settled();
    }
    clock.now = end;
    await settled();
  }

  return { app, store, clock, pass, env };
}

/** Lets everything that is already on its way arrive. */
export async function settled() {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
}
