// @ts-check
/**
 * The only IndexedDB. Every change is one transaction with durability "strict": when `change` resolves, a flat battery
 * loses nothing of it. Browsers cut the connection of pages in the background, so any transaction may meet a dead
 * handle: drop it, open again, try once more; every change may be done twice without harm.
 * @import {Store, Change, Table, Env} from "./types.js"
 */

import { SECOND } from "./clock.js";
import { NotSaved } from "./errors.js";

const PATIENCE = 10 * SECOND;
const NAME = "handbill-field";
const VERSION = 1;
/** @type {Table[]} */
const OF_OUTINGS = ["outbox", "sent", "refused"];

/**
 * @param {Pick<Env, "indexedDB" | "setTimeout" | "clearTimeout">} env
 * @returns {Store}
 */
export function openStore(env) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;

  /** @returns {Promise<IDBDatabase>} */
  function database() {
    opening ??= openDatabase(env.indexedDB, forget);
    opening.catch(forget);
    return opening;
  }

  function forget() {
    opening = undefined;
  }

  /**
   * @template T
   * @param {(database: IDBDatabase) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function alive(work) {
    try {
      return await inTime(database().then(work));
    } catch {
      forget();
      return inTime(database().then(work));
    }
  }

  /** Some browsers never answer a page that slept. @template T @param {Promise<T>} work @returns {Promise<T>} */
  function inTime(work) {
    return new Promise((resolve, reject) => {
      const timer = env.setTimeout(() => reject(new Error("no answer")), PATIENCE);
      work.then(resolve, reject).finally(() => env.clearTimeout(timer));
    });
  }

  return {
    get: (table, key) => alive((db) => read(db, table, (rows) => rows.get(key))),
    all: (table, outing) => alive((db) => read(db, table, (rows) => rowsOf(rows, outing).getAll(outing))),
    count: (table, outing) => alive((db) => read(db, table, (rows) => rowsOf(rows, outing).count(outing))),
    first: (table, outing, most) => alive((db) => read(db, table, (rows) => rowsOf(rows, outing).getAll(outing, most))),
    after: (table, key) => alive((db) => read(db, table, (rows) => rows.getAll(IDBKeyRange.lowerBound(key, true)))),
    lastKey: (table) => alive((db) => lastKey(db, table)),
    change: (changes) => alive((db) => write(db, changes)).catch(tellNotSaved),
    close() {
      opening?.then((db) => db.close(), () => undefined);
      forget();
    },
  };
}

/** @param {IDBFactory | undefined} indexedDB @param {() => void} forget @returns {Promise<IDBDatabase>} */
function openDatabase(indexedDB, forget) {
  return new Promise((resolve, reject) => {
    if (!indexedDB) throw new Error("no storage");
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => makeTables(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked by another tab"));
    request.onsuccess = () => {
      const db = request.result;
      db.onclose = forget;
      db.onversionchange = () => {
        db.close();
        forget();
      };
      resolve(db);
    };
  });
}

/** @param {IDBDatabase} db */
function makeTables(db) {
  db.createObjectStore("outings", { keyPath: "key" });
  db.createObjectStore("settings", { keyPath: "key" });
  db.createObjectStore("digests", { keyPath: "key" });
  for (const table of OF_OUTINGS) db.createObjectStore(table, { keyPath: "id" }).createIndex("outing", "outing");
}

/**
 * @template T
 * @param {IDBDatabase} db
 * @param {Table} table
 * @param {(rows: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
function read(db, table, ask) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(table, "readonly");
    const request = ask(transaction.objectStore(table));
    request.onsuccess = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

/** @param {IDBObjectStore} rows @param {string} [outing] */
function rowsOf(rows, outing) {
  return outing === undefined ? rows : rows.index("outing");
}

/** @param {IDBDatabase} db @param {Table} table @returns {Promise<string | undefined>} */
async function lastKey(db, table) {
  const cursor = await read(db, table, (rows) => rows.openKeyCursor(null, "prev"));
  return cursor ? String(cursor.primaryKey) : undefined;
}

/** @param {IDBDatabase} db @param {Change[]} changes @returns {Promise<void>} */
function write(db, changes) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(tablesOf(changes), "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    try {
      for (const change of changes) make(transaction, change);
    } catch (error) {
      transaction.abort();
      reject(error);
    }
  });
}

/** @param {Change[]} changes */
function tablesOf(changes) {
  const tables = changes.flatMap((change) => {
    if ("put" in change) return [change.put];
    if ("remove" in change) return [change.remove];
    return "patch" in change ? [change.patch] : [change.from, change.to];
  });
  return [...new Set(tables)];
}

/** @param {IDBTransaction} transaction @param {Change} change */
function make(transaction, change) {
  if ("put" in change) transaction.objectStore(change.put).put(change.row);
  else if ("remove" in change) transaction.objectStore(change.remove).delete(change.key);
  else if ("patch" in change) merge(transaction, change.patch, change.key, change.patch, change.with);
  else merge(transaction, change.from, change.move, change.to, change.with);
}

/**
 * Read, merge and write inside the transaction, so that two tabs cannot undo each other's work.
 * @param {IDBTransaction} transaction
 * @param {Table} from
 * @param {string} key
 * @param {Table} to
 * @param {object} [fields]
 */
function merge(transaction, from, key, to, fields) {
  const request = transaction.objectStore(from).get(key);
  request.onsuccess = () => {
    if (request.result === undefined) return;
    if (to !== from) transaction.objectStore(from).delete(key);
    transaction.objectStore(to).put({ ...request.result, ...fields });
  };
}

/** @param {unknown} error @returns {never} */
function tellNotSaved(error) {
  throw Object.assign(new NotSaved("not saved"), { cause: error });
}
