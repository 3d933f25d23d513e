// @ts-check
/**
 * Where are you? The outings of this phone, how many copies one takes, and whether it will work with no signal.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Joined} from "../types.js"
 */

import { oneOf, row } from "../parts/choices.js";
import { fill, make } from "../parts/dom.js";
import { personalField } from "../parts/field.js";
import { button, flash, foot, heading, updateNews } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { isRunning, isSameDay, past, startOf, whenOf, whoOf, workable } from "../parts/outings.js";
import { stepper } from "../parts/stepper.js";
import { longDay, shortDay } from "../parts/times.js";
import { gettext, number } from "../words.js";

const ELSEWHERE = "elsewhere";
const STEP = 5;

/** @typedef {{key: string, copies: number, batch?: string, place: string}} Choice */

/** @param {Stage} stage @param {{chosen?: string}} [about] @returns {Screen} */
export function start(stage, { chosen } = {}) {
  const all = workable(stage.app.outings(), Date.now());
  /** @type {Choice} */
  const choice = { key: chosen ?? all[0]?.key ?? ELSEWHERE, copies: 0, place: "" };
  const details = make("div", { class: "start-details" });
  const news = updateNews(stage);
  const ready = make("div", { class: "pad ready" });
  const go = button("btn-solid wide", () => stage.act(() => begin(stage, all, choice)), "");
  const draw = () => {
    fill(details, ...detailsOf(all, choice));
    go.textContent = isCarryingOn(all, choice) ? gettext("Carry on with my shift") : gettext("Start my shift");
  };
  const radios = [...all.map(outingCard), elsewhereCard()];
  const list = make("div", { class: "outings", role: "radiogroup", "aria-label": gettext("Where are you?") }, radios);
  list.addEventListener("change", (event) => {
    choice.key = /** @type {HTMLInputElement} */ (event.target).value;
    mark(list, choice.key);
    draw();
  });
  mark(list, choice.key);
  draw();
  void drawReady(stage, ready);
  return {
    name: gettext("Where are you?"),
    view: [
      make("header", { class: "f-head start-head" }, make("div", {}, make("p", { class: "kicker" }, longDay(Date.now())), heading(gettext("Where are you?"))), menuButton(stage)),
      make("main", { class: "pad start" }, safariWarning(stage), news.view, list, details, earlier(stage)),
      make("div", { class: "f-end" }, ready, foot(go)),
    ],
    changed: () => {
      news.draw();
      void drawReady(stage, ready);
    },
  };
}

/** @param {Stage} stage */
function menuButton(stage) {
  return make("button", { class: "icon-btn", "aria-label": gettext("Menu"), click: () => stage.go("menu") }, icon("more"));
}

/** @param {Stage} stage */
function safariWarning(stage) {
  return stage.isSafariTab && flash("alert", gettext("Add Handbill to your home screen first, or it may forget."), " ", helpLink(stage));
}

/** @param {Stage} stage */
function helpLink(stage) {
  return make("button", { class: "link", click: () => stage.go("help") }, gettext("How to do that"));
}

/** @param {Joined} joined */
function outingCard(joined) {
  const now = Date.now();
  const state = isRunning(joined) ? gettext("Your shift is running") : joined.group.name;
  return card(joined.key, joined.outing.place, [whenOf(joined.outing, now), whoOf(joined), isRunning(joined) && state]);
}

function elsewhereCard() {
  const view = card(ELSEWHERE, gettext("Somewhere else"), [gettext("Give it a name now, sort it out later")]);
  view.classList.add("thin");
  return view;
}

/** @param {string} value @param {string} title @param {(string | false)[]} lines */
function card(value, title, lines) {
  const words = make("span", {}, make("b", {}, title), lines.filter(Boolean).map((line) => make("span", {}, line)));
  const input = make("input", { class: "vh", type: "radio", name: "outing", value, autocomplete: "off" });
  return make("label", { class: "outing" }, input, words, make("span", { class: "box" }, icon("tick")));
}

/** @param {HTMLElement} list @param {string} key */
function mark(list, key) {
  for (const input of list.querySelectorAll("input")) {
    input.checked = input.value === key;
    input.closest("label")?.classList.toggle("on", input.checked);
  }
}

/** @param {Joined[]} all @param {Choice} choice */
function joinedOf(all, choice) {
  return all.find(({ key }) => key === choice.key) ?? all[0];
}

/** @param {Joined[]} all @param {Choice} choice */
function isCarryingOn(all, choice) {
  return choice.key !== ELSEWHERE && Boolean(joinedOf(all, choice)) && isRunning(joinedOf(all, choice));
}

/** @param {Joined[]} all @param {Choice} choice */
function detailsOf(all, choice) {
  const joined = joinedOf(all, choice);
  if (!joined) return [flash("alert", gettext("Scan the square of your outing first: this place then counts towards it."))];
  if (isCarryingOn(all, choice)) return [];
  return [choice.key === ELSEWHERE && placeField(choice), copiesField(joined, choice), batchField(joined, choice)];
}

/** @param {Choice} choice */
function placeField(choice) {
  const hint = gettext("It is sealed for your group. Nobody's name or address.");
  return personalField({ label: gettext("What is this place called?"), hint, longest: 120, value: choice.place, typed: (text) => (choice.place = text) }).block;
}

/** @param {Joined} joined @param {Choice} choice */
function copiesField({ outing }, choice) {
  const stack = outing.batches.reduce((total, { taken }) => total + taken, 0);
  choice.copies = share(stack, outing.members.length);
  const held = stack
    ? gettext("The stall has {n}. Your phone counts your own stack, and adds it to the others’ when it can send.", { n: stack })
    : gettext("Your phone counts your own stack, and adds it to the others’ when it can send.");
  return make("fieldset", { class: "start-copies" },
    make("legend", { class: "label" }, gettext("How many copies are you taking?")),
    stepper({ value: choice.copies, step: STEP, changed: (copies) => (choice.copies = copies) }),
    make("p", { class: "note" }, held));
}

/** An even part of the stall's stack, in fives: one tap less for most. @param {number} stack @param {number} people */
function share(stack, people) {
  return Math.floor(stack / Math.max(1, people) / STEP) * STEP;
}

/** @param {Joined} joined @param {Choice} choice */
function batchField({ outing }, choice) {
  const { batches } = outing;
  choice.batch = batches[0]?.id;
  if (batches.length < 2) return null;
  const options = batches.map(({ id, issue, code }) => ({ value: id, label: gettext("{issue}, {code}", { issue, code }) }));
  return make("fieldset", {},
    make("legend", { class: "label" }, gettext("Which batch?")),
    row(oneOf(options, choice.batch, (batch) => (choice.batch = batch))));
}

/** @param {Stage} stage */
function earlier(stage) {
  const old = past(stage.app.outings(), Date.now());
  if (!old.length) return null;
  const lines = old.map(({ key, outing }) => make("li", {},
    make("button", { class: "link", click: () => stage.act(async () => (await stage.open(key), stage.go("outbox"))) }, outing.place),
    make("span", { class: "soft" }, dayOf(startOf(outing)))));
  return make("section", { class: "start-earlier" }, make("h2", { class: "label" }, gettext("Earlier, still on this phone")), make("ul", { class: "tally" }, lines));
}

/** @param {number} at */
function dayOf(at) {
  return isSameDay(at, Date.now()) ? gettext("today") : shortDay(at);
}

/** @param {Stage} stage @param {HTMLElement} place */
async function drawReady(stage, place) {
  const isReady = await stage.app.ready();
  const words = isReady
    ? gettext("Ready to work without signal until tomorrow")
    : gettext("Not ready for no signal yet. Keep this open on wifi for a moment.");
  fill(place, make("p", { "data-not": !isReady }, icon(isReady ? "tick" : "clock"), words));
}

/** @param {Stage} stage @param {Joined[]} all @param {Choice} choice */
async function begin(stage, all, choice) {
  const joined = joinedOf(all, choice);
  if (!joined) return stage.go("nothing");
  const shift = await stage.open(joined.key);
  if (isCarryingOn(all, choice)) return stage.go("stall");
  void stage.app.askToPersist();
  await shift.start({ copies: choice.copies, batch: choice.batch });
  if (choice.key === ELSEWHERE && choice.place.trim()) await shift.sealPlace(choice.place);
  stage.tools.say(gettext("Your shift has started. {n} copies.", { n: number(choice.copies) }));
  stage.go("stall");
}
