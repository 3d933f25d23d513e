// @ts-check
/**
 * At the stall: count first, ask later. A tap is saved before the number changes, and nothing here blocks the next
 * person.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Tally, Recent, Fact} from "../types.js"
 */

import { fill, make, renew, rich, withNumbers } from "../parts/dom.js";
import { button } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { endOf, listed, othersOf } from "../parts/outings.js";
import { asksToEnd, drawSyncLine, syncLine } from "../parts/sync-line.js";
import { onTap } from "../parts/taps.js";
import { canGo } from "../recent.js";
import { gettext, ngettext, number, timeOf } from "../words.js";
import { conversation } from "./conversation.js";

const BUNDLE = 5;
const TICK = 20_000;
const NAMES_SHOWN = 3;
const TAP = [10];
const UNDONE = [20, 60, 20];

/** Copies tapped and not yet read out. */
let unsaid = 0;

/** @param {Stage} stage @returns {Screen} */
export function stall(stage) {
  const { shift } = stage;
  const line = syncLine(() => stage.go(asksToEnd(shift.outbox(), endOf(shift.outing)) ? "leftovers" : "outbox"));
  const stock = make("section", { class: "f-stock", "aria-label": gettext("Copies left") });
  const keys = keysOf(stage);
  const undo = undoRow(stage);
  let wasOut = /** @type {boolean | undefined} */ (undefined);
  const draw = () => {
    const tally = shift.tally();
    const isOut = tally.left === 0;
    drawSyncLine(line, { outbox: shift.outbox(), endsAt: endOf(shift.outing), clock: Date.now(), evictInDays: stage.evictInDays });
    renew(stock, ...(isOut ? emptyStock(stage, tally) : fullStock(tally)));
    if (isOut !== wasOut) keys.show(isOut);
    wasOut = isOut;
    keys.draw(tally);
    undo.draw(lastOf(shift.recent()));
  };
  draw();
  const clock = setInterval(draw, TICK);
  stage.tools.wake.keepOn(true);
  return {
    name: gettext("At the stall"),
    view: [head(stage), line, make("main", {}, make("h2", { class: "vh" }, gettext("Copies and conversations")), stock), keys.view, undo.view],
    changed: draw,
    leave: () => clearInterval(clock),
  };
}

/** @param {Stage} stage */
function head(stage) {
  const { outing } = stage.shift;
  const menu = make("button", { class: "icon-btn", "aria-label": gettext("Shift menu: more copies, count again, end the shift"), click: () => stage.go("menu") }, icon("more"));
  return make("header", { class: "f-head" }, make("div", {}, make("h1", { tabindex: "-1" }, outing.place), make("p", {}, untilWith(stage))), menu);
}

/** @param {Stage} stage */
function untilWith({ shift: { outing, member } }) {
  const time = timeOf(endOf(outing));
  const names = othersOf(outing, member).map(({ name }) => name);
  if (!names.length) return gettext("Until {time}", { time });
  if (names.length <= NAMES_SHOWN) return gettext("Until {time}, with {names}", { time, names: listed(names) });
  return ngettext("Until {time}, with {n} other", "Until {time}, with {n} others", names.length, { time });
}

/** @param {Tally} tally */
function fullStock({ left, taken, runsOutAt }) {
  const whole = Math.max(taken, left);
  const bar = make("div", { class: "bar", role: "img", "aria-label": gettext("{left} of {taken} left", { left, taken: whole }) }, make("i"));
  /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${(100 * left) / whole}%`;
  return [
    make("p", { class: "big num" }, number(left)),
    make("div", {},
      make("p", { class: "of" }, ngettext("copy left of your {taken}", "copies left of your {taken}", left, { taken: whole })),
      runsOutAt ? make("p", {}, ...rich(gettext("Gone <mark>about {time}</mark> at this pace", { time: timeOf(runsOutAt) }))) : null,
      bar),
  ];
}

/** @param {Stage} stage @param {Tally} tally */
function emptyStock(stage, { outSince }) {
  const since = outSince ? gettext("<mark>None left since {time}</mark>", { time: timeOf(outSince) }) : gettext("<mark>No copies with you</mark>");
  return [
    make("p", { class: "big num" }, number(0)),
    make("div", {},
      make("p", { class: "of" }, ...rich(since)),
      make("p", {}, gettext("Still count people who want one.")),
      button("f-stock-more", () => stage.go("copies"), icon("plus"), gettext("I got more copies"))),
  ];
}

/** The four keys; their order never changes. @param {Stage} stage */
function keysOf(stage) {
  const [handedOut, wanted, talks, contacts] = [sum(), sum(), sum(), make("span", { class: "num key-end" })];
  const copy = key("key-a", 1, gettext("copy"), handedOut, () => addCopies(stage, 1));
  const five = fiveKey(() => addCopies(stage, BUNDLE));
  const out = key("key-out", 1, gettext("wanted one"), wanted, () => wantedOne(stage));
  const talk = key("key-b", 1, gettext("conversation"), talks, () => addConversation(stage));
  const contact = make("button", { class: "key key-c", click: onTap(() => stage.go("contact")) },
    icon("pen"), make("span", {}, make("span", { class: "word" }, gettext("Take a contact"))), contacts);
  const view = make("div", { class: "keys" });
  return {
    view,
    /** @param {boolean} isOut */
    show: (isOut) => fill(view, ...(isOut ? [out] : [copy, five]), talk, contact),
    /** @param {Tally} tally */
    draw(tally) {
      handedOut.textContent = ngettext("{n} handed out", "{n} handed out", tally.handedOut);
      wanted.textContent = ngettext("{n} went without", "{n} went without", tally.inVain);
      talks.textContent = gettext("{n} so far", { n: tally.conversations });
      contacts.textContent = gettext("{n} so far", { n: tally.contacts });
    },
  };
}

function sum() {
  return make("span", { class: "sum num" });
}

/** @param {string} className @param {number} n @param {string} word @param {HTMLElement} sumLine @param {() => void} act */
function key(className, n, word, sumLine, act) {
  const words = make("span", {}, make("span", { class: "word" }, word), sumLine);
  return make("button", { class: `key ${className}`, click: onTap(act) }, plus(n), words);
}

/** @param {() => void} act */
function fiveKey(act) {
  return make("button", { class: "key key-a key-five", click: onTap(act) }, plus(BUNDLE), make("small", {}, gettext("a bundle")));
}

/** @param {number} n */
function plus(n) {
  return make("span", { class: "plus" }, make("i"), make("span", { class: "vh" }, gettext("plus"), " "), number(n));
}

/** @param {Stage} stage @param {number} n */
function addCopies(stage, n) {
  tapped(stage, async () => {
    await stage.shift.addCopies(n, { batch: batchOf(stage) });
    unsaid += n;
    stage.tools.say(() => copiesSaid(stage));
  });
}

/** @param {Stage} stage */
function copiesSaid({ shift }) {
  const [n, { left }] = [unsaid, shift.tally()];
  unsaid = 0;
  return ngettext("Plus {n} copy. {left} left.", "Plus {n} copies. {left} left.", n, { left });
}

/** Where everybody hands out one batch there is no question which. @param {Stage} stage */
function batchOf({ shift: { outing } }) {
  return outing.batches.length === 1 ? outing.batches[0].id : undefined;
}

/** @param {Stage} stage */
function wantedOne(stage) {
  tapped(stage, async () => {
    await stage.shift.wantedOne();
    stage.tools.say(ngettext("{n} went without", "{n} went without", stage.shift.tally().inVain));
  });
}

/** @param {Stage} stage */
function addConversation(stage) {
  tapped(stage, async () => {
    const fact = await stage.shift.addConversation();
    const n = stage.shift.tally().conversations;
    stage.tools.say(gettext("Conversation {n}, counted.", { n }));
    if (stage.app.settings().sheetAfterConversation) conversation(stage, fact, n);
  });
}

/** @param {Stage} stage @param {() => Promise<void>} work */
function tapped(stage, work) {
  stage.tools.buzz(TAP);
  stage.act(work);
}

/** What Undo would take back. @param {Recent[]} recent */
function lastOf(recent) {
  return recent.find(({ fact, undone }) => !undone && canGo(fact, Date.now()));
}

/** @param {Stage} stage */
function undoRow(stage) {
  const words = make("p");
  const press = button("", () => undoLast(stage), icon("undo", "flip"), gettext("Undo"));
  return {
    view: make("div", { class: "f-undo" }, words, press),
    /** @param {Recent} [last] */
    draw(last) {
      press.disabled = !last;
      fill(words, last && make("b", {}, withNumbers(last.label)), last && make("span", { class: "soft" }, gettext("at {time}, saved", { time: timeOf(last.at) })));
    },
  };
}

/** @param {Stage} stage */
function undoLast(stage) {
  const last = lastOf(stage.shift.recent());
  if (!last) return;
  stage.tools.buzz(UNDONE);
  stage.act(async () => {
    await stage.shift.undo();
    stage.tools.say(gettext("Undone: {what}", { what: last.label }));
  });
}
