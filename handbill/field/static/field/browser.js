// @ts-check
/**
 * What the app takes from the browser, and what it can know about how long the browser keeps things.
 * @import {Entry, Env, StorageView} from "./types.js"
 */

import { DAY } from "./clock.js";

const DAYS_UNTIL_CLEARED = 7;

/**
 * The browser's parts as `openApp` wants them.
 * @param {Window & typeof globalThis} window
 * @returns {Env}
 */
export function browserEnv(window) {
  const { navigator } = window;
  return {
    indexedDB: window.indexedDB,
    fetch: window.fetch.bind(window),
    crypto: window.crypto,
    locks: navigator.locks,
    storage: navigator.storage,
    now: () => Date.now(),
    addEventListener: window.addEventListener.bind(window),
    document: window.document,
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    navigator,
    BroadcastChannel: window.BroadcastChannel,
    serviceWorker: navigator.serviceWorker,
    caches: window.caches,
    matchMedia: window.matchMedia?.bind(window),
    reportError: window.reportError?.bind(window),
    reload: () => window.location.reload(),
  };
}

/** @param {Env} env @param {boolean} canStore @param {Entry[]} waiting @returns {Promise<StorageView>} */
export async function storageView(env, canStore, waiting) {
  const persisted = Boolean(await env.storage?.persisted?.().catch(() => false));
  const { usage, quota } = (await env.storage?.estimate?.().catch(() => undefined)) ?? {};
  const unsentSince = waiting.length ? Math.min(...waiting.map(({ savedAt }) => savedAt)) : undefined;
  const safariTab = isSafariTab(env);
  const isAtRisk = safariTab && !persisted && unsentSince !== undefined;
  const evictInDays = isAtRisk ? Math.max(0, DAYS_UNTIL_CLEARED - Math.floor((env.now() - unsentSince) / DAY)) : undefined;
  return { persisted, canStore, usage, quota, safariTab, unsentSince, evictInDays };
}

/** Apple's browsers clear what a page saved after a week without a visit, unless it is on the home screen. @param {Env} env */
export function isSafariTab({ navigator, matchMedia }) {
  if (!navigator) return false;
  const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  const isInstalled = navigator.standalone || matchMedia?.("(display-mode: standalone)").matches;
  return isApple && !isInstalled;
}
