// @ts-check
/**
 * On this phone: what is saved here and what the group has received; why it waits, and what can be done.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Kind, OutboxView} from "../types.js"
 */

import { make, renew, rich } from "../parts/dom.js";
import { backHead, button, flash, foot, heading, settingName } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { saveFile } from "../parts/save-file.js";
import { gettext, ngettext, number, timeOf } from "../words.js";

const DAYS_KEPT = 14;
const WEEK = 7;
const REFUSED_SHOWN = 5;

/** @param {Stage} stage @returns {Screen} */
export function outbox(stage) {
  const { shift } = stage;
  const body = make("main", { class: "pad outbox" });
  const ends = make("div", { class: "f-end" });
  const up = () => stage.go(shift.startedAt && !shift.endedAt ? "stall" : "start");
  const help = make("button", { class: "icon-btn bare", "aria-label": gettext("Help"), click: () => stage.go("help") }, icon("help"));
  const draw = () => {
    const view = shift.outbox();
    const state = stateOf(view);
    renew(body, ...[{ sent: sentBody, refused: refusedBody, waiting: waitingBody }[state](stage, view)].flat());
    renew(ends, ...[{ sent: sentFoot, refused: refusedFoot, waiting: waitingFoot }[state](stage, up)].flat());
  };
  draw();
  const title = make("h1", { class: "vh", tabindex: "-1" }, gettext("On this phone"));
  return { name: gettext("On this phone"), view: [backHead(upName(stage), up, help), title, body, ends], changed: draw, back: up };
}

/** @param {Stage} stage */
function upName({ shift }) {
  return shift.startedAt && !shift.endedAt ? settingName(shift.outing.setting) : gettext("Where are you?");
}

/** @param {OutboxView} view @returns {"sent" | "refused" | "waiting"} */
function stateOf({ saved, waiting, refused, state }) {
  if (refused.length || state === "signed_out") return "refused";
  return saved > 0 && waiting === 0 ? "sent" : "waiting";
}

/** @param {number} here @param {number} there @param {string} hereWords @param {boolean} isThere which of them is said loud */
function twin(here, there, hereWords, isThere) {
  return make("div", { class: "twin" },
    make("div", { class: isThere && "dim" }, make("b", { class: "num" }, number(here)), make("span", {}, hereWords)),
    icon("arrow", "flip"),
    make("div", { class: !isThere && "dim" }, make("b", { class: "num" }, number(there)), make("span", {}, gettext("received by the group"))));
}

/** @param {Stage} stage @param {OutboxView} view */
function waitingBody(stage, view) {
  return [
    twin(view.saved, view.received, gettext("saved on this phone"), false),
    why(view),
    waitingList(stage, view),
    keep(stage, view),
  ];
}

/** @param {OutboxView} view */
function why({ state, waiting, since, lastTryAt, sending }) {
  if (!waiting) return make("p", {}, gettext("Nothing to send yet. Each tap is saved on this phone first."));
  if (state === "sending" && sending) return flash("send", make("b", {}, gettext("Sending {done} of {of}", sending)));
  const lastTry = lastTryAt ? gettext("Last try {time}.", { time: timeOf(lastTryAt) }) : "";
  if (state === "offline" && since) {
    return flash("nosignal", ...rich(gettext("<b>No signal since {time}.</b> It tries again every few minutes while the app is open.", { time: timeOf(since) })), " ", lastTry);
  }
  return flash("signal", gettext("It sends by itself while the app is open."), " ", lastTry);
}

/** @param {Stage} stage @param {OutboxView} view */
function waitingList(stage, { byKind, received }) {
  const lines = /** @type {[string, number][]} */ ([
    [copiesWords(stage, byKind.handout ?? 0, received), byKind.handout ?? 0],
    [gettext("Wanted one, none left"), byKind.asked_in_vain ?? 0],
    [gettext("Conversations"), byKind.conversation ?? 0],
    [gettext("What was said in them"), byKind.detail ?? 0],
    [gettext("Contacts, sealed"), byKind.contact ?? 0],
    [gettext("Notes, sealed"), count(byKind, ["question", "remark", "place"])],
    [gettext("Your stack: taken, counted, passed on"), count(byKind, ["taken", "count", "passed_on"])],
    [gettext("End of shift"), byKind.shift_ended ?? 0],
    [gettext("Corrections (undone)"), byKind.retraction ?? 0],
  ]).filter(([, n]) => n > 0);
  return make("ul", { class: "tally", "aria-label": gettext("What is waiting") }, lines.map(([words, n]) => make("li", {}, make("span", {}, words), make("b", { class: "num" }, number(n)))));
}

/** Taps and copies are two numbers as long as all taps are here. @param {Stage} stage @param {number} taps @param {number} received */
function copiesWords({ shift }, taps, received) {
  const { handedOut } = shift.tally();
  if (received || handedOut === taps) return gettext("Copies handed out");
  return ngettext("Copies handed out, {copies} in {n} tap", "Copies handed out, {copies} in {n} taps", taps, { copies: handedOut });
}

/** @param {Partial<Record<Kind, number>>} byKind @param {Kind[]} kinds */
function count(byKind, kinds) {
  return kinds.reduce((total, kind) => total + (byKind[kind] ?? 0), 0);
}

/** @param {Stage} stage @param {OutboxView} view */
function keep(stage, { waiting }) {
  if (!waiting) return null;
  const days = stage.evictInDays ?? WEEK;
  const words = ngettext(
    "<b>Until this says 0 waiting:</b> do not delete the app or clear the browser. Send within <mark>{n} day</mark>; after that some phones throw saved pages away.",
    "<b>Until this says 0 waiting:</b> do not delete the app or clear the browser. Send within <mark>{n} days</mark>; after that some phones throw saved pages away.",
    days,
  );
  return make("p", { class: "keep" }, ...rich(words));
}

/** @param {Stage} stage */
function waitingFoot(stage) {
  return foot(
    button("btn-solid wide", () => stage.act(() => stage.shift.sendNow()), icon("send"), gettext("Try to send now")),
    button("wide", () => stage.act(() => saveFile(stage)), icon("save"), gettext("Save a file")));
}

/** @param {Stage} stage @param {OutboxView} view */
function refusedBody(stage, view) {
  const isOut = view.state === "signed_out";
  const words = isOut ? gettext("The desk does not know this phone any more. Everything is still here. Ask {name} to show you a new square; then it sends.", { name: stage.shift.outing.lead.name }) : "";
  const reasons = new Map(view.refused.map(({ code, sentence }) => [code, sentence || gettext("The desk did not say why.")]));
  return [
    twin(view.saved - view.received, view.received, gettext("still on this phone"), false),
    make("div", { class: "wrong-list", role: "alert" },
      make("h2", {}, isOut ? gettext("This phone was let go") : gettext("The desk did not take them")),
      isOut ? make("p", {}, words) : [...reasons.values()].slice(0, REFUSED_SHOWN).map((sentence) => make("p", { dir: "auto" }, sentence))),
    make("p", {}, isOut ? null : gettext("Everything is still here. Show this to {name}, or save a file: any member can bring it in at the desk.", { name: stage.shift.outing.lead.name })),
    waitingList(stage, { ...view, byKind: merged(view) }),
  ];
}

/** What waits and what was refused. @param {OutboxView} view */
function merged({ byKind, refused }) {
  const all = { ...byKind };
  for (const { fact } of refused) all[fact.kind] = (all[fact.kind] ?? 0) + 1;
  return all;
}

/** @param {Stage} stage */
function refusedFoot(stage) {
  return foot(
    button("btn-solid wide", () => stage.go("nothing", { again: true }), gettext("Scan a new square")),
    button("", () => stage.act(() => stage.shift.sendNow()), icon("send"), gettext("Try again")),
    button("", () => stage.act(() => saveFile(stage)), icon("save"), gettext("Save a file")));
}

/** @param {Stage} stage @param {OutboxView} view */
function sentBody(stage, view) {
  const n = view.received;
  const cards = stage.shift.tally().contacts;
  return [
    twin(0, n, gettext("waiting on this phone"), true),
    make("div", { class: "outbox-stamp" }, make("p", { class: "stamp" }, gettext("Received {time}", { time: timeOf(view.lastSentAt ?? Date.now()) }))),
    make("h2", { class: "outbox-title" }, ngettext("It arrived, and was counted once.", "All {n} arrived. None was counted twice.", n)),
    make("p", { class: "outbox-lead" }, safeWords(cards), " ", gettext("You can put the phone away.")),
    wholeStall(view),
  ];
}

/** @param {number} cards */
function safeWords(cards) {
  if (!cards) return gettext("Everything is with the group.");
  return ngettext("Your sealed card is with the group. It stays on this phone, sealed, for {days} days.", "Your {n} sealed cards are with the group. They stay on this phone, sealed, for {days} days.", cards, { days: DAYS_KEPT });
}

/** @param {OutboxView} view */
function wholeStall({ others }) {
  if (!others || others.copies === undefined) return null;
  const line = (/** @type {string} */ words, /** @type {string} */ value) => make("li", {}, make("span", {}, words), make("span", { class: "num strong" }, value));
  return make("ul", { class: "tally tally-ruled" },
    line(gettext("The whole stall so far"), ngettext("{n} copy", "{n} copies", others.copies)),
    line(gettext("Conversations"), number(others.conversations ?? 0)),
    line(gettext("Contacts"), number(others.contacts ?? 0)));
}

/** @param {Stage} stage @param {() => void} up */
function sentFoot(stage, up) {
  const { shift } = stage;
  if (!shift.startedAt || shift.endedAt) return foot(button("btn-solid wide", up, gettext("Done")));
  return foot(button("wide", up, gettext("Back to the stall")), button("btn-solid wide", () => stage.go("leftovers"), gettext("End my shift")));
}
