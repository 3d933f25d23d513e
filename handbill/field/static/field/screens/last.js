// @ts-check
/**
 * The last twenty things done, each with Undo.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Recent} from "../types.js"
 */

import { fill, make, withNumbers } from "../parts/dom.js";
import { backHead, button, heading } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { canGo } from "../recent.js";
import { gettext, timeOf } from "../words.js";

/** @param {Stage} stage @returns {Screen} */
export function last(stage) {
  const up = () => stage.go("menu");
  const list = make("ul", { class: "tally last" });
  const draw = () => {
    const lines = stage.shift.recent().map((one) => lineOf(stage, one));
    fill(list, ...(lines.length ? lines : [make("li", {}, gettext("Nothing yet."))]));
  };
  draw();
  return {
    name: gettext("The last 20"),
    view: [backHead(gettext("Menu"), up), make("main", { class: "pad f-words" }, heading(gettext("The last 20")), list)],
    changed: draw,
    back: up,
  };
}

/** @param {Stage} stage @param {Recent} one */
function lineOf(stage, { fact, label, at, undone }) {
  const words = make("span", { "data-undone": undone }, make("b", {}, withNumbers(label)), make("span", { class: "soft" }, gettext("at {time}", { time: timeOf(at) })));
  if (undone) return make("li", {}, words, make("span", { class: "soft" }, gettext("Undone")));
  if (!canGo(fact, Date.now())) return make("li", {}, words, make("span", { class: "soft" }, gettext("Only at the desk now")));
  const undo = button("btn-sheet", () => stage.act(async () => {
    await stage.shift.throwAway(fact.id);
    stage.tools.say(gettext("Undone: {what}", { what: label }));
  }), icon("undo", "flip"), gettext("Undo"), make("span", { class: "vh" }, " ", label));
  return make("li", {}, words, undo);
}
