// @ts-check
/**
 * Handing the rest to somebody: works with no signal, since each phone writes down its own side.
 * @import {Stage, Screen} from "../parts/stage.js"
 */

import { make } from "../parts/dom.js";
import { backHead, button, foot, heading } from "../parts/head.js";
import { gettext, ngettext, number } from "../words.js";

/** @param {Stage} stage @param {{n: number, member: string, name: string}} about @returns {Screen} */
export function handing(stage, { n, member, name }) {
  const up = () => stage.go("leftovers");
  const done = () => stage.act(async () => {
    await stage.shift.passOn(n, "member", member);
    await stage.shift.end();
    stage.go("closed");
  });
  return {
    name: gettext("Handing over"),
    view: [
      backHead(gettext("Count"), up, make("span", { class: "small soft" }, gettext("End of shift, {step} of {steps}", { step: 2, steps: 3 }))),
      make("main", { class: "pad handing" },
        heading(ngettext("Hand {n} copy to {name}", "Hand {n} copies to {name}", n, { name })),
        make("div", { class: "handing-number" }, make("b", { class: "num" }, number(n)), make("span", {}, gettext("to read out"))),
        make("ol", { class: "steps" },
          make("li", {}, gettext("Give {name} the copies.", { name })),
          make("li", {}, gettext("On that phone: menu, “I got more copies”.")),
          make("li", {}, ngettext("Type {n}, from “somebody at the stall”.", "Type {n}, from “somebody at the stall”.", n))),
        make("p", { class: "soft" }, gettext("No signal is needed. When both phones have sent, the two sides meet at the desk."))),
      foot(button("wide", up, gettext("Not now")), button("btn-solid wide", done, gettext("{name} has them", { name }))),
    ],
    back: up,
  };
}
