// @ts-check
/**
 * Count again, in the middle of a shift: from here on the stack is what was counted.
 * @import {Stage, Screen} from "../parts/stage.js"
 */

import { countPad } from "../parts/count-pad.js";
import { make } from "../parts/dom.js";
import { backHead, button, foot, heading, settingName } from "../parts/head.js";
import { gettext, ngettext } from "../words.js";

/** @param {Stage} stage @returns {Screen} */
export function recount(stage) {
  const up = () => stage.go("stall");
  const done = button("btn-solid wide", () => stage.act(async () => {
    await stage.shift.countLeft(pad.counted());
    up();
  }), "");
  const draw = () => {
    const n = pad.counted();
    done.textContent = ngettext("{n} copy left: go on", "{n} copies left: go on", n);
  };
  const pad = countPad(stage.shift.tally(), () => draw());
  draw();
  return {
    name: gettext("Count again"),
    view: [
      backHead(settingName(stage.shift.outing.setting), up),
      make("main", { class: "pad count" }, heading(gettext("Count the copies in your hand")), ...pad.view),
      foot(done),
    ],
    back: up,
  };
}
