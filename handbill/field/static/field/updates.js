// @ts-check
/**
 * The service worker seen from the page: it is asked for once, and a newer version that waits is offered to the
 * screens. What is saved lies in the store and not in the version, so that taking over loses nothing.
 * @import {Env, Update} from "./types.js"
 */

import { SECOND } from "./clock.js";

/** A file that was lost on the way loses the whole version; a first one is fetched again. */
const AGAIN = 5 * SECOND;
const WORKER = "/field/worker.js";
const SCOPE = "/field/";
const SHELL = "/field/";

/** @param {Env} env @param {(update: Update) => void} tell */
export async function followUpdates(env, tell) {
  const { serviceWorker } = env;
  if (!serviceWorker) return;
  const again = () => void env.setTimeout(() => void followUpdates(env, tell), AGAIN);
  const registration = await serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: "none" }).catch(() => undefined);
  if (!registration) return again();
  const offer = () => {
    const { waiting } = registration;
    if (waiting && serviceWorker.controller) tell({ takeOver: () => takeOver(env, serviceWorker, waiting) });
  };
  const follow = () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") offer();
      if (installing.state === "redundant" && !registration.active) again();
    });
  };
  registration.addEventListener("updatefound", follow);
  offer();
}

/** Whether the whole app of some version lies in the cache. @param {Env} env */
export async function isCached({ caches, serviceWorker }) {
  if (!caches || !serviceWorker) return false;
  const registration = await serviceWorker.getRegistration(SCOPE).catch(() => undefined);
  return Boolean(registration?.active && (await caches.match(SHELL)));
}

/** @param {Env} env @param {ServiceWorkerContainer} serviceWorker @param {ServiceWorker} waiting @returns {Promise<void>} */
function takeOver(env, serviceWorker, waiting) {
  return new Promise((resolve) => {
    serviceWorker.addEventListener("controllerchange", () => {
      resolve();
      env.reload?.();
    }, { once: true });
    waiting.postMessage("take over");
  });
}
