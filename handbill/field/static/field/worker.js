/*
 * The service worker: keeps one version of the app, whole, and answers from it with no signal. The server puts
 * `const PRECACHE = {version, shell, files}` in front of this file. Classic, since modules in workers came late.
 */
/* global PRECACHE */

const PREFIX = "handbill-field-";
const CACHE = PREFIX + PRECACHE.version;
const FILES = new Set(PRECACHE.files);

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener("message", (event) => event.data === "take over" && event.waitUntil(self.skipWaiting()));
self.addEventListener("fetch", (event) => {
  const name = nameOf(event.request);
  if (name) event.respondWith(answer(name, event.request));
});

/** All or nothing, fresh from the server and not from the browser's own cache. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([PRECACHE.shell, ...PRECACHE.files].map((name) => new Request(name, { cache: "reload" })));
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The kept file that answers a request; nothing for all that is not ours to answer. */
function nameOf(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return null;
  if (request.mode === "navigate") return url.pathname === PRECACHE.shell ? PRECACHE.shell : null;
  return !url.search && FILES.has(url.pathname) ? url.pathname : null;
}

async function answer(name, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(name, { ignoreVary: true })) || fetch(request);
}
