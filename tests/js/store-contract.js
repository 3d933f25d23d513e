/**
 * What every store must do; `check` is called with a new, empty store and throws at the first difference. Runs under
 * node for the store in memory and in a browser for the one that phones use.
 */
const OUTING = "outing-1";

export const contract = {
  async "a row that was put is there, and absent ones are undefined"(store) {
    await store.change([{ put: "outbox", row: entry("a") }]);
    same(await store.get("outbox", "a"), entry("a"));
    same(await store.get("outbox", "b"), undefined);
  },

  async "rows come in the order of their keys, of one outing where asked"(store) {
    await store.change([entry("c"), entry("a"), { ...entry("b"), outing: "other" }].map((row) => ({ put: "outbox", row })));
    same((await store.all("outbox")).map(({ id }) => id), ["a", "b", "c"]);
    same((await store.all("outbox", OUTING)).map(({ id }) => id), ["a", "c"]);
    same((await store.first("outbox", OUTING, 1)).map(({ id }) => id), ["a"]);
    same((await store.after("outbox", "a")).map(({ id }) => id), ["b", "c"]);
    same([await store.count("outbox"), await store.count("outbox", OUTING)], [3, 2]);
    same([await store.lastKey("outbox"), await store.lastKey("sent")], ["c", undefined]);
  },

  async "putting the same row twice leaves one"(store) {
    for (const _ of [1, 2]) await store.change([{ put: "outbox", row: entry("a") }]);
    same(await store.count("outbox"), 1);
  },

  async "a move takes the row along once, and a row that is gone stays gone"(store) {
    await store.change([{ put: "outbox", row: entry("a") }]);
    const move = { move: "a", from: "outbox", to: "sent", with: { sentAt: 5 } };
    await store.change([move]);
    await store.change([move, { move: "gone", from: "outbox", to: "sent" }]);
    same([await store.count("outbox"), await store.all("sent")], [0, [{ ...entry("a"), sentAt: 5 }]]);
  },

  async "a patch merges into a row, and makes none"(store) {
    await store.change([{ put: "outings", row: { key: "k", token: "t" } }]);
    await store.change([{ patch: "outings", key: "k", with: { late: true } }, { patch: "outings", key: "none", with: { late: true } }]);
    same(await store.all("outings"), [{ key: "k", token: "t", late: true }]);
  },

  async "a change is made whole or not at all"(store) {
    const broken = { put: "outbox", row: { ...entry("b"), fact: () => 0 } };
    const refused = await store.change([{ put: "outbox", row: entry("a") }, broken]).then(() => false, () => true);
    same([refused, await store.count("outbox")], [true, 0]);
  },

  async "removing takes one row, and an absent one is no fault"(store) {
    await store.change([{ put: "sent", row: entry("a") }]);
    await store.change([{ remove: "sent", key: "a" }, { remove: "sent", key: "a" }]);
    same(await store.count("sent"), 0);
  },
};

function entry(id) {
  return { id, version: 1, outing: OUTING, fact: { id, kind: "conversation" }, savedAt: 1 };
}

function same(found, wanted) {
  const [a, b] = [found, wanted].map((value) => JSON.stringify(value, (_, inner) => (inner === undefined ? "undefined" : inner)));
  if (a !== b) throw new Error(`found ${a}, wanted ${b}`);
}
