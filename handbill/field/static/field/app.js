// @ts-check
/**
 * The phone app behind its screens: the only thing they call. Everything that lasts is on the phone before a promise
 * resolves; sending goes on by itself.
 * @import {Env, Joined, OutingRow, Settings, StorageView, Store, Update} from "./types.js"
 */

import { makeApi } from "./api.js";
import { isSafariTab, storageView } from "./browser.js";
import { DAY, MINUTE, SECOND, instant, stamp } from "./clock.js";
import { makeIds } from "./ids.js";
import { makeJoining } from "./join.js";
import { SHELVES, forgetting, offeringAgain } from "./outbox.js";
import { Picture } from "./picture.js";
import { makeSeal } from "./seal.js";
import { Shift } from "./shift.js";
import { openStore } from "./store.js";
import { makeSync } from "./sync.js";
import { followUpdates, isCached } from "./updates.js";

export { browserEnv } from "./browser.js";
export { CannotSeal, NotSaved, Offline, Refused } from "./errors.js";

const CHANNEL = "handbill-field";
const AFTER_THE_START = SECOND;
const TOGETHER = SECOND / 5;
const LOOK_AGAIN = 5 * MINUTE;
/** @type {Settings} */
const FIRST_SETTINGS = { theme: "auto", hand: "right", buzz: true, sheetAfterConversation: true, language: "" };

/** @param {Env} env @returns {Promise<App>} */
export async function openApp(env) {
  const app = new App(env, openStore(env));
  await app.open();
  return app;
}

export class App {
  #env;
  #store;
  #picture;
  #api;
  #ids;
  #joining;
  #sync;
  #seal;
  /** @type {Map<string, Shift>} */
  #shifts = new Map();
  /** @type {Map<string, Set<(about?: any) => void>>} */
  #listeners = new Map();
  /** @type {BroadcastChannel | undefined} */
  #channel;
  /** @type {Record<"read" | "send", any>} */
  #timers = { read: 0, send: 0 };
  /** @type {Update | undefined} found before a screen listened */
  #update;
  #settings = FIRST_SETTINGS;
  #canStore = true;

  /** @param {Env} env @param {Store} store */
  constructor(env, store) {
    const { now, crypto } = env;
    this.#env = env;
    this.#picture = new Picture(store);
    this.#store = this.#picture.watched(() => this.#changed());
    this.#api = makeApi(env);
    this.#ids = makeIds(crypto, now);
    this.#seal = makeSeal(crypto);
    this.#joining = makeJoining({ store: this.#store, api: this.#api, ids: this.#ids, now });
    this.#sync = makeSync({ env, store: this.#store, api: this.#api, rejoin: this.#joining.rejoin, told: () => this.#tell("sync") });
  }

  async open() {
    await Promise.all([this.#probe(), this.#readAgain().catch(() => undefined)]);
    this.#followOtherTabs();
    for (const event of ["online", "focus", "pageshow"]) this.#env.addEventListener(event, () => this.#woken());
    this.#env.document?.addEventListener("visibilitychange", () => this.#woken());
    void followUpdates(this.#env, (update) => this.#tell("update", (this.#update = update)));
    void this.#env.serviceWorker?.ready.then(() => this.#tell("change"));
    this.#env.setTimeout(() => void this.#quiet(), AFTER_THE_START);
  }

  /** What this phone joined, newest first. @returns {Joined[]} */
  outings() {
    return [...this.#picture.rows.values()].sort((a, b) => b.joinedAt - a.joinedAt).map(shown);
  }

  /** @param {string} pass from the square: what stands behind # @returns {Promise<Joined>} */
  async join(pass) {
    return this.#joined(await this.#joining.join(pass));
  }

  /** @param {string} outing @param {string} csrfToken @returns {Promise<Joined>} */
  async joinAsMember(outing, csrfToken) {
    return this.#joined(await this.#joining.joinAsMember(outing, csrfToken));
  }

  /** The outing as it stands on the server, when it can be reached. @param {{key: string}} outing */
  async refresh({ key }) {
    const row = this.#picture.rows.get(key);
    if (!row?.token || row.signedOut) return;
    if (row.late || row.passEndedAt) return void (await this.#askAfterItsEnd(row));
    const answer = await this.#api.outing(row.token, row.etag).catch(() => undefined);
    if (answer?.status === 200 && answer.body.outing) await this.#refreshed(row, answer);
    if (answer?.status === 401) await this.#openAgain(row);
    if (answer?.status !== 410) return;
    await this.#store.change([{ patch: "outings", key, with: { passEndedAt: this.#env.now() } }]);
    await this.#askAfterItsEnd(row);
  }

  /** @param {string} outingKey @returns {Promise<Shift>} */
  async shift(outingKey) {
    if (!this.#picture.rows.has(outingKey)) throw new Error("not joined");
    await this.#picture.open(outingKey);
    const shift = this.#shifts.get(outingKey) ?? new Shift(outingKey, this.#shiftParts());
    this.#shifts.set(outingKey, shift);
    return shift;
  }

  /** Known when the app is open. */
  canStore() {
    return this.#canStore;
  }

  /** An Apple browser's tab that is not on the home screen. */
  isSafariTab() {
    return isSafariTab(this.#env);
  }

  /** @returns {Promise<StorageView>} */
  async storage() {
    const oldest = [...this.#picture.rows.keys()].map((outing) => this.#store.first("outbox", outing, 1));
    return storageView(this.#env, this.#canStore, (await Promise.all(oldest)).flat());
  }

  /** Asks the browser not to clear this phone's work. @returns {Promise<boolean>} */
  async askToPersist() {
    return Boolean(await this.#env.storage?.persist?.().catch(() => false));
  }

  /** @returns {Settings} */
  settings() {
    return { ...this.#settings };
  }

  /**
   * @template {keyof Settings} Name
   * @param {Name} name
   * @param {Settings[Name]} value
   */
  async setSetting(name, value) {
    this.#settings = { ...this.#settings, [name]: value };
    await this.#store.change([{ put: "settings", row: { key: "settings", ...this.#settings } }]);
  }

  /** Works with no signal: pages cached, key and questions here. */
  async ready() {
    const hasOuting = [...this.#picture.rows.values()].some(({ group, outing }) => group.key?.public && Array.isArray(outing.questions));
    return this.#canStore && hasOuting && isCached(this.#env);
  }

  /**
   * Forgets tokens and passes, and what the server has. What it does not have stays, sealed, and sends when this phone
   * joins the outing again.
   * @param {{force?: boolean}} [how]
   * @returns {Promise<{unsent: number}>} over 0 and not forced: nothing was changed
   */
  async signOut({ force = false } = {}) {
    const unsent = [...(await this.#store.all("outbox")), ...(await this.#store.all("refused"))];
    if (unsent.length && !force) return { unsent: unsent.length };
    const needed = new Set(unsent.map(({ outing }) => outing));
    const sent = await this.#store.all("sent");
    await this.#store.change([
      ...sent.map(({ id }) => ({ remove: /** @type {const} */ ("sent"), key: id })),
      ...[...this.#picture.rows.values()].map((row) => (needed.has(row.key) ? closed(row) : gone(row))),
    ]);
    this.#shifts.clear();
    return { unsent: unsent.length };
  }

  /**
   * change: counts or outings changed; sync: how sending stands; update: a newer version waits (an Update is given).
   * @param {"change" | "sync" | "update"} event
   * @param {(about?: any) => void} listener
   * @returns {() => void} stops listening
   */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    if (event === "update" && this.#update) listener(this.#update);
    return () => void listeners.delete(listener);
  }

  sendNow() {
    return this.#sync.sendNow();
  }

  /** @returns {import("./shift.js").ShiftParts} */
  #shiftParts() {
    const [store, picture, ids, seal, sync] = [this.#store, this.#picture, this.#ids, this.#seal, this.#sync];
    const whenIdle = (/** @type {() => void} */ work) => void this.#env.setTimeout(work, AFTER_THE_START);
    return { store, picture, ids, seal, sync, now: this.#env.now, whenIdle };
  }

  /** A phone that does not even keep this keeps nothing. */
  async #probe() {
    const row = { key: "probe", at: this.#env.now() };
    this.#canStore = await this.#store.change([{ put: "settings", row }]).then(() => true, () => false);
  }

  /** What other tabs did, or what was there before this page. */
  async #readAgain() {
    const lastKeys = Promise.all(SHELVES.map((shelf) => this.#store.lastKey(shelf)));
    const [, settings] = await Promise.all([this.#picture.readAgain(), this.#store.get("settings", "settings")]);
    this.#settings = { ...FIRST_SETTINGS, ...settings };
    for (const key of await lastKeys) this.#ids.seen(key);
    this.#tell("change");
  }

  /** @param {OutingRow} row */
  #joined(row) {
    void this.#sync.sendNow();
    return shown(row);
  }

  /** @param {OutingRow} row @param {import("./api.js").Answer} answer */
  async #refreshed(row, { body, etag }) {
    const { group, outing, generation } = body;
    const news = { group, outing, etag, totals: outing.totals, totalsAt: this.#env.now(), generation, passEndedAt: undefined };
    const isRestored = row.generation && generation && row.generation !== generation;
    await this.#store.change([
      { patch: "outings", key: row.key, with: news },
      ...(isRestored ? await offeringAgain(this.#store, row, generation) : []),
    ]);
    if (isRestored) void this.#sync.sendNow();
  }

  /** The outing is shown no more; whether its server was restored is told with the receipts, also of nothing. @param {OutingRow} row */
  async #askAfterItsEnd(row) {
    if (!(await this.#store.count("sent", row.key))) return;
    const waiting = await this.#store.count("outbox", row.key);
    const asked = { facts: [], waiting, sent_at: stamp(this.#env.now()) };
    const answer = await this.#api.facts(row.token ?? "", asked).catch(() => undefined);
    if (answer?.status === 401) await this.#openAgain(row);
    const generation = answer?.status === 200 && answer.body?.generation;
    if (!generation || !row.generation || generation === row.generation) return;
    await this.#store.change(await offeringAgain(this.#store, row, generation));
    void this.#sync.sendNow();
  }

  /** The token is not known any more, perhaps since the server was restored. @param {OutingRow} row */
  async #openAgain(row) {
    await this.#joining.rejoin(row).catch(() => undefined);
    void this.#sync.wake();
  }

  /** Something is safe that was not before: screens and other tabs count again. */
  #changed() {
    this.#tell("change");
    this.#channel?.postMessage("changed");
  }

  #followOtherTabs() {
    const { BroadcastChannel } = this.#env;
    if (!BroadcastChannel) return;
    this.#channel = new BroadcastChannel(CHANNEL);
    this.#channel.onmessage = () => this.#soon("read", () => this.#readAgain());
  }

  /** The signal, the page or the focus came back; browsers tell it several times. */
  #woken() {
    if (this.#env.document?.visibilityState === "hidden") return void this.#picture.digest();
    this.#soon("read", () => this.#readAgain());
    this.#soon("send", () => this.#sync.wake());
  }

  /** Once for what comes together. @param {"read" | "send"} name @param {() => Promise<void>} work */
  #soon(name, work) {
    this.#env.clearTimeout(this.#timers[name]);
    this.#timers[name] = this.#env.setTimeout(() => void work(), TOGETHER);
  }

  /** When the start is over: warm the engine, forget what is old, send what waits. */
  async #quiet() {
    if (!this.#canStore) return;
    this.#seal.warmUp();
    await this.#store.change(await forgetting(this.#store, this.#env.now()));
    await this.#sync.wake();
    await this.#picture.digest();
    await this.#lookAgain();
  }

  /** Now and then what the outing says and counts, and whether the server was restored. */
  async #lookAgain() {
    this.#env.setTimeout(() => void this.#lookAgain(), LOOK_AGAIN);
    if (this.#env.document?.visibilityState === "hidden" || !this.#sync.mayAsk()) return;
    for (const row of worthAsking([...this.#picture.rows.values()], this.#env.now())) await this.refresh(row);
  }

  /** A screen that stumbles must not make what is saved look unsaved. @param {string} event @param {any} [about] */
  #tell(event, about) {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        listener(about);
      } catch (error) {
        this.#env.reportError?.(error);
      }
    }
  }
}

/** The outings of these days, and of each group the newest, which tells when its server was restored. @param {OutingRow[]} rows @param {number} now */
function worthAsking(rows, now) {
  const newest = new Set(new Map(rows.sort((a, b) => a.joinedAt - b.joinedAt).map((row) => [row.group.id, row])).values());
  return rows.filter((row) => newest.has(row) || instant(row.outing.ends_at) > now - DAY);
}

/** The row without what only the sending needs. @param {OutingRow} row @returns {Joined} */
function shown({ token, pass, phone, generation, etag, version, ...joined }) {
  return joined;
}

/** @param {OutingRow} row @returns {import("./types.js").Change} */
function closed({ token, pass, etag, ...row }) {
  return { put: "outings", row: { ...row, signedOut: true } };
}

/** @param {OutingRow} row @returns {import("./types.js").Change} */
function gone({ key }) {
  return { remove: "outings", key };
}
