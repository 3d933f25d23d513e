// @ts-check
/** Keeps the screen on during a shift. A browser lets go when the page is hidden, so it is asked for again. */

/** @param {Document} page @param {Navigator} navigator */
export function makeWake(page, navigator) {
  let isWanted = false;
  /** @type {WakeLockSentinel | undefined} */
  let lock;

  async function ask() {
    if (!isWanted || page.visibilityState !== "visible" || (lock && !lock.released)) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  }

  page.addEventListener("visibilitychange", () => void ask());

  return {
    /** @param {boolean} wanted */
    keepOn(wanted) {
      isWanted = wanted;
      if (wanted) void ask();
      else void lock?.release().catch(() => undefined);
    },
  };
}
