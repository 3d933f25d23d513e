// @ts-check
/**
 * The phone app's start: takes the pass out of the address, opens what is on the phone, shows the screen that fits.
 * @import {Update} from "./types.js"
 */

import { browserEnv, openApp } from "./app.js";
import { interfaceLanguages } from "./parts/languages.js";
import { makeLive } from "./parts/live.js";
import { isRunning, workable } from "./parts/outings.js";
import { Stage, followBack } from "./parts/stage.js";
import { watchForPalms } from "./parts/taps.js";
import { makeWake } from "./parts/wake.js";
import { answers } from "./screens/answers.js";
import { closed } from "./screens/closed.js";
import { contact } from "./screens/contact.js";
import { copies } from "./screens/copies.js";
import { handing } from "./screens/handing.js";
import { handover } from "./screens/handover.js";
import { help } from "./screens/help.js";
import { joining } from "./screens/joining.js";
import { last } from "./screens/last.js";
import { leftovers } from "./screens/leftovers.js";
import { menu } from "./screens/menu.js";
import { nothing } from "./screens/nothing.js";
import { outbox } from "./screens/outbox.js";
import { recount } from "./screens/recount.js";
import { refusing } from "./screens/refusing.js";
import { sealed } from "./screens/sealed.js";
import { stall } from "./screens/stall.js";
import { start } from "./screens/start.js";
import { turned } from "./screens/turned.js";
import { loadWords, timeOf } from "./words.js";

const SCREENS = {
  answers, closed, contact, copies, handing, handover, help, joining, last, leftovers, menu, nothing, outbox, recount, refusing, sealed, stall, start, turned,
};

boot().catch(giveUp);

async function boot() {
  const square = takeSquare();
  const opening = openApp(browserEnv(window));
  timeOf(Date.now()); // the first formatter makes the browser read its tables: it may as well while the store opens
  const app = await opening;
  const stage = new Stage(app, place(".field"), SCREENS, toolsOf(app));
  stage.tools.look();
  await stage.tools.home(() => undefined);
  listen(stage);
  stage.isSafariTab = app.isSafariTab();
  await (app.canStore() ? (square ? stage.go("joining", { text: square }) : goOn(stage)) : stage.go("refusing"));
  await seeStorage(stage);
}

/** How long this browser keeps things; asked when the first screen stands, since it answers late. @param {Stage} stage */
async function seeStorage(stage) {
  const { evictInDays } = await stage.app.storage();
  stage.evictInDays = evictInDays;
  stage.changed();
}

/** A browser so closed that nothing can start says so too, rather than showing an empty page. @param {unknown} error */
function giveUp(error) {
  const root = place(".field");
  if (!root.childElementCount) root.replaceChildren(...refusing({ hasShift: false }).view);
  throw error;
}

/** The pass leaves the address bar, the history and the pictures of it at once. */
function takeSquare() {
  const { hash, pathname } = window.location;
  if (hash) window.history.replaceState(null, "", pathname);
  return hash.slice(1);
}

/** Where one was: a shift that runs, else the outings, else nothing yet. @param {Stage} stage */
async function goOn(stage) {
  const outings = stage.app.outings();
  const [first] = workable(outings, Date.now());
  if (!outings.length) return stage.go("nothing");
  if (!first || !isRunning(first)) return stage.go("start");
  await stage.open(first.key);
  return stage.go("stall");
}

/** @param {Stage} stage */
function listen(stage) {
  const { app } = stage;
  app.on("change", () => stage.changed());
  app.on("sync", () => stage.changed());
  app.on("update", (/** @type {Update} */ update) => {
    stage.update = update;
    stage.changed();
  });
  document.addEventListener("visibilitychange", () => void seeStorage(stage));
  window.addEventListener("hashchange", () => {
    const text = takeSquare();
    if (text) stage.go("joining", { text });
  });
  watchForPalms(document);
  for (const [type, kind] of [["pointerdown", "touch"], ["keydown", "keys"]]) {
    window.addEventListener(type, () => (document.documentElement.dataset.input = kind), { capture: true });
  }
  followBack(stage);
}

/** @param {import("./app.js").App} app @returns {import("./parts/stage.js").Tools} */
function toolsOf(app) {
  const live = makeLive(place("[role=status]"));
  const wanted = () => app.settings().language || spoken();
  const speak = async (/** @type {string} */ language) => {
    const { language: lang, dir } = await loadWords(language);
    Object.assign(document.documentElement, { lang, dir });
  };
  return {
    say: live.say,
    buzz: (pattern) => void (app.settings().buzz && navigator.vibrate?.(pattern)),
    wake: makeWake(document, navigator),
    speak,
    home: (then) => speak(wanted()).then(then),
    look: () => look(app),
  };
}

/** The first of the phone's languages that the app speaks. */
function spoken() {
  const codes = interfaceLanguages().map(({ code }) => code);
  const wanted = navigator.languages.map((one) => one.split("-")[0]);
  return wanted.find((one) => codes.includes(one)) ?? "en";
}

/** @param {import("./app.js").App} app */
function look(app) {
  const { theme, hand } = app.settings();
  const { dataset } = document.documentElement;
  if (theme === "auto") delete dataset.theme;
  else dataset.theme = theme;
  dataset.hand = hand;
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  place('meta[name="theme-color"]').setAttribute("content", paper);
}

/** @param {string} selector @returns {HTMLElement} */
function place(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector));
}
