// @ts-check
/**
 * I got more copies: how many, and from where.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Holder} from "../types.js"
 */

import { oneOf, row } from "../parts/choices.js";
import { make } from "../parts/dom.js";
import { backHead, button, foot, heading, settingName } from "../parts/head.js";
import { numberPad } from "../parts/number-pad.js";
import { othersOf } from "../parts/outings.js";
import { gettext, ngettext, number } from "../words.js";

/** @typedef {{n: number, from: Holder, member?: string}} More */

/** @param {Stage} stage @returns {Screen} */
export function copies(stage) {
  const up = () => stage.go("stall");
  /** @type {More} */
  const more = { n: 0, from: "cupboard" };
  const shown = make("b", { class: "num" });
  const done = button("btn-solid wide", () => stage.act(() => take(stage, more)), "");
  const draw = () => {
    shown.textContent = more.n ? number(more.n) : "–";
    done.textContent = more.n ? ngettext("Add {n} copy to my stack", "Add {n} copies to my stack", more.n) : gettext("Type how many");
    done.disabled = more.n === 0;
  };
  draw();
  const pad = numberPad((value) => ((more.n = value ?? 0), draw()));
  const left = make("p", { class: "dim" }, make("b", { class: "num" }, number(stage.shift.tally().left)), make("span", {}, gettext("left before")));
  return {
    name: gettext("I got more copies"),
    view: [
      backHead(settingName(stage.shift.outing.setting), up),
      make("main", { class: "pad count" },
        heading(gettext("How many more copies?")),
        make("div", { class: "cmp" }, make("p", {}, shown, make("span", {}, gettext("more"))), left),
        pad, ...sources(stage, more)),
      foot(done),
    ],
    back: up,
  };
}

/** @param {Stage} stage @param {More} more */
async function take(stage, { n, from, member }) {
  const { batches } = stage.shift.outing;
  await stage.shift.tookMore(n, from, { member, batch: batches.length === 1 ? batches[0].id : undefined });
  stage.tools.say(ngettext("{n} more copy in your stack.", "{n} more copies in your stack.", n));
  stage.go("stall");
}

/** @param {Stage} stage @param {More} more */
function sources({ shift: { outing, member } }, more) {
  const people = othersOf(outing, member).map(({ id, name }) => ({ value: id, label: name }));
  const who = make("fieldset", { hidden: true },
    make("legend", { class: "label" }, gettext("From whom?")),
    make("div", { class: "chips tight" }, oneOf(people, undefined, (id) => (more.member = id), "chip")));
  const choose = (/** @type {string | undefined} */ value) => {
    more.from = /** @type {Holder} */ (value ?? "other");
    more.member = undefined;
    who.hidden = value !== "member" || !people.length;
  };
  const options = [
    { value: "cupboard", label: gettext("Cupboard") },
    { value: "member", label: gettext("Somebody at the stall") },
    { value: "other", label: gettext("Else") },
  ];
  return [make("fieldset", {}, make("legend", { class: "label" }, gettext("Where are they from?")), row(oneOf(options, more.from, choose))), who];
}
