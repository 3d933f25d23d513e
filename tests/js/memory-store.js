/**
 * A store in memory with the contract of store.js (types.js, `Store`): for the tests of what stands above it. It is no
 * imitation of IndexedDB; store-contract.js is the contract, which the browser's store is held to as well.
 */
export function memoryStore() {
  const tables = Object.fromEntries(["outings", "outbox", "sent", "refused", "digests", "settings"].map((name) => [name, new Map()]));
  const store = {
    /** set to an error to have the next change fail as a whole */
    failing: null,
    changes: 0,
    async get(table, key) {
      return copy(tables[table].get(key));
    },
    async all(table, outing) {
      return rowsOf(tables[table], outing).map(copy);
    },
    async count(table, outing) {
      return rowsOf(tables[table], outing).length;
    },
    async first(table, outing, most) {
      return rowsOf(tables[table], outing).slice(0, most).map(copy);
    },
    async after(table, key) {
      return rowsOf(tables[table]).filter(({ id }) => id > key).map(copy);
    },
    async lastKey(table) {
      return [...tables[table].keys()].sort().at(-1);
    },
    async change(changes) {
      if (store.failing) throw store.failing;
      const copied = changes.map(copy);
      store.changes += 1;
      for (const change of copied) make(tables, change);
    },
    close() {},
  };
  return store;
}

function make(tables, change) {
  if ("put" in change) tables[change.put].set(change.row.key ?? change.row.id, change.row);
  else if ("remove" in change) tables[change.remove].delete(change.key);
  else if ("patch" in change) merge(tables[change.patch], tables[change.patch], change.key, change.with);
  else merge(tables[change.from], tables[change.to], change.move, change.with);
}

function merge(from, to, key, fields) {
  if (!from.has(key)) return;
  const row = { ...from.get(key), ...fields };
  from.delete(key);
  to.set(key, row);
}

function rowsOf(table, outing) {
  const rows = [...table.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return outing === undefined ? rows : rows.filter((row) => row.outing === outing);
}

function copy(value) {
  return structuredClone(value);
}
