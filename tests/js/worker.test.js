import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const HOST = "https://desk.example";
const PRECACHE = { version: "v2", shell: "/field/", files: ["/field/app/v2/field/main.js", "/field/app/v2/words/fr.json"] };
const SOURCE = readFileSync(new URL("../../handbill/field/static/field/worker.js", import.meta.url), "utf8");

/** The worker in a scope of its own, with caches that only remember what was put there. */
function worker({ kept = {}, fetch = async () => "from the network" } = {}) {
  const caches = Object.entries(kept).map(([name, files]) => [name, new Map(Object.entries(files))]);
  const world = { caches: new Map(caches), listeners: {}, asked: [], isClaimed: false, isSkipping: false };
  const cacheOf = (name) => world.caches.get(name) ?? world.caches.set(name, new Map()).get(name);
  const self = {
    addEventListener: (type, listener) => (world.listeners[type] = listener),
    location: { origin: HOST },
    clients: { claim: async () => (world.isClaimed = true) },
    skipWaiting: async () => (world.isSkipping = true),
  };
  const context = {
    self, URL, Set, Promise, fetch,
    Request: class { constructor(url, options) { Object.assign(this, { url, ...options }); } },
    caches: {
      open: async (name) => ({
        addAll: async (requests) => requests.forEach((request) => (world.asked.push(request), cacheOf(name).set(request.url, `kept ${request.url}`))),
        match: async (file) => cacheOf(name).get(file),
      }),
      keys: async () => [...world.caches.keys()],
      delete: async (name) => world.caches.delete(name),
    },
  };
  vm.runInNewContext(`const PRECACHE = ${JSON.stringify(PRECACHE)};\n${SOURCE}`, context);
  return world;
}

async function fire(world, type, event = {}) {
  const waiting = [];
  world.listeners[type]({ ...event, waitUntil: (promise) => waiting.push(promise) });
  await Promise.all(waiting);
}

/** What the worker answers, or undefined where it leaves the request to the browser. */
async function answer(world, request) {
  let answered;
  world.listeners.fetch({ request: { method: "GET", mode: "cors", ...request }, respondWith: (promise) => (answered = promise) });
  return answered;
}

test("installing keeps the whole list by exact name, fresh from the server", async () => {
  const world = worker();
  await fire(world, "install");
  assert.deepEqual([...world.caches.get("handbill-field-v2").keys()], ["/field/", ...PRECACHE.files]);
  assert.ok(world.asked.every(({ cache }) => cache === "reload"));
  assert.equal(world.isSkipping, false);
});

test("activating drops other versions and nobody else's caches", async () => {
  const world = worker({ kept: { "handbill-field-v1": {}, "handbill-field-v2": {}, "someone-else": {} } });
  await fire(world, "activate");
  assert.deepEqual([...world.caches.keys()], ["handbill-field-v2", "someone-else"]);
  assert.ok(world.isClaimed);
});

test("a waiting worker takes over only when the page says so", async () => {
  const world = worker();
  await fire(world, "message", { data: "something else" });
  assert.equal(world.isSkipping, false);
  await fire(world, "message", { data: "take over" });
  assert.ok(world.isSkipping);
});

test("the shell and the listed files are answered from what is kept", async () => {
  const world = worker();
  await fire(world, "install");
  for (const [path, mode] of [["/field/", "navigate"], ["/field/?from=home", "navigate"], ["/field/app/v2/field/main.js", "cors"]]) {
    assert.equal(await answer(world, { url: HOST + path, mode }), `kept ${path.split("?")[0]}`);
  }
});

test("a kept file that the browser threw away is asked of the server", async () => {
  assert.equal(await answer(worker(), { url: `${HOST}/field/`, mode: "navigate" }), "from the network");
});

test("everything else is left alone", async () => {
  const world = worker();
  await fire(world, "install");
  const others = [
    { url: `${HOST}/field/api/1/facts`, method: "POST" },
    { url: `${HOST}/field/`, method: "POST", mode: "navigate" },
    { url: `${HOST}/field/api/1/outing` },
    { url: `${HOST}/field/api/1/outing`, mode: "navigate" },
    { url: `${HOST}/people/`, mode: "navigate" },
    { url: `${HOST}/field/app/v1/field/main.js` },
    { url: `${HOST}/field/app/v2/field/main.js?x=1` },
    { url: "https://elsewhere.example/field/" },
  ];
  for (const request of others) assert.equal(await answer(world, request), undefined, request.url);
});
