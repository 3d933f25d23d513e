import assert from "node:assert/strict";
import { test } from "node:test";
import { phone, settled } from "./phone.js";
import { server } from "./server.js";

/** The browser's side of the service worker, with one version at work and perhaps one that waits. */
function serviceWorker({ waiting, controller = {} } = {}) {
  const world = { listeners: {}, found: undefined, sent: [] };
  const registration = { waiting: waiting && { postMessage: (message) => world.sent.push(message) }, active: {}, addEventListener: (_type, listener) => (world.found = listener) };
  world.registration = registration;
  world.container = {
    controller,
    ready: new Promise((resolve) => (world.whole = resolve)),
    register: async (...how) => ((world.how = how), registration),
    getRegistration: async () => registration,
    addEventListener: (type, listener) => (world.listeners[type] = listener),
  };
  return world;
}

async function app(world, more = {}) {
  const held = await phone(server(), { more: { serviceWorker: world.container, ...more } });
  await settled();
  return held.app;
}

test("the worker is asked for in its scope, past the browser's own cache", async () => {
  const world = serviceWorker();
  await app(world);
  assert.deepEqual(world.how, ["/field/worker.js", { scope: "/field/", updateViaCache: "none" }]);
});

test("a version that waits is told, also to a screen that listens later", async () => {
  const updates = [];
  (await app(serviceWorker({ waiting: true }))).on("update", (update) => updates.push(update));
  assert.equal(updates.length, 1);
});

test("the first version of all is no update", async () => {
  const updates = [];
  (await app(serviceWorker({ waiting: true, controller: null }))).on("update", (update) => updates.push(update));
  assert.equal(updates.length, 0);
});

test("a version found while the app is open is told when it is whole", async () => {
  const world = serviceWorker();
  const updates = [];
  (await app(world)).on("update", (update) => updates.push(update));
  const installing = { state: "installing", addEventListener: (_type, listener) => (installing.change = listener) };
  world.registration.installing = installing;
  world.found();
  installing.change();
  assert.equal(updates.length, 0);
  Object.assign(world.registration, { waiting: { postMessage: () => undefined } });
  installing.state = "installed";
  installing.change();
  assert.equal(updates.length, 1);
});

test("taking over tells the waiting worker and loads the page anew when it is in charge", async () => {
  const world = serviceWorker({ waiting: true });
  let reloads = 0;
  const running = await app(world, { reload: () => reloads++ });
  let taken;
  running.on("update", ({ takeOver }) => (taken = takeOver()));
  assert.deepEqual([world.sent, reloads], [["take over"], 0]);
  world.listeners.controllerchange();
  await taken;
  assert.equal(reloads, 1);
});

test("the app is ready for no signal when pages, key and questions are here", async () => {
  const world = serviceWorker();
  const net = server({ keys: { group: { id: "k", public: "cA==" } } });
  const kept = new Set();
  const { app: running } = await phone(net, { more: { serviceWorker: world.container, caches: { match: async (name) => kept.has(name) || undefined } } });
  assert.equal(await running.ready(), false);
  await running.join("pass-1");
  assert.equal(await running.ready(), false);
  kept.add("/field/");
  assert.equal(await running.ready(), true);
});

test("when the first version is whole, screens are told to look again", async () => {
  const world = serviceWorker();
  let told = 0;
  (await app(world)).on("change", () => told++);
  world.whole();
  await settled();
  assert.equal(told, 1);
});

test("a first version that was lost on the way is fetched again, an update is not", async () => {
  for (const [active, tries] of [[undefined, 2], [{}, 1]]) {
    const world = serviceWorker();
    world.registration.active = active;
    let asked = 0;
    world.container.register = async () => (asked++, world.registration);
    const { pass } = await phone(server(), { more: { serviceWorker: world.container } });
    await settled();
    const installing = { state: "redundant", addEventListener: (_type, listener) => (installing.change = listener) };
    world.registration.installing = installing;
    world.found();
    installing.change();
    await pass(60_000);
    assert.equal(asked, tries);
  }
});

test("a worker that could not be fetched is asked for again", async () => {
  const world = serviceWorker();
  let asked = 0;
  world.container.register = async () => {
    if (++asked < 3) throw new TypeError("no signal");
    return world.registration;
  };
  const { pass } = await phone(server(), { more: { serviceWorker: world.container } });
  await settled();
  await pass(60_000);
  assert.equal(asked, 3);
});
