// @ts-check
/**
 * Nothing joined yet: scan the square, or type what stands beside it.
 * @import {Stage, Screen} from "../parts/stage.js"
 */

import { fill, make } from "../parts/dom.js";
import { personalField } from "../parts/field.js";
import { backHead, button, flash, foot, heading } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { canScan, startScan } from "../parts/scan.js";
import { gettext } from "../words.js";

/** @param {Stage} stage @param {{again?: boolean}} [about] @returns {Screen} */
export function nothing(stage, { again } = {}) {
  const up = again ? () => stage.go(stage.hasShift && stage.shift.startedAt && !stage.shift.endedAt ? "stall" : "start") : undefined;
  const join = (/** @type {string} */ text) => stage.go("joining", { text });
  const scan = scanPlace(join);
  let typed = "";
  const link = personalField({ label: gettext("or paste the link"), hint: gettext("Somebody at the stall can send it to you."), typed: (text) => (typed = text), enter: "go" });
  const go = () => typed.trim() && join(typed);
  link.input.addEventListener("keydown", (event) => /** @type {KeyboardEvent} */ (event).key === "Enter" && go());
  return {
    name: gettext("Scan the square"),
    view: [
      up ? backHead(gettext("Back"), up) : make("header", { class: "f-head start-head" }, make("p", { class: "kicker" }, "Handbill"), helpButton(stage)),
      make("main", { class: "pad nothing" },
        heading(gettext("Scan the square")),
        make("ol", { class: "steps" },
          make("li", {}, gettext("Ask the organiser for the outing’s square: on a phone or on the printed sheet.")),
          make("li", {}, canScan() ? gettext("Press the button and hold the phone over it. The phone’s own camera works too.") : gettext("Open the phone’s own camera, hold it over the square and press the link.")),
          make("li", {}, gettext("Stay on wifi or signal for a moment. After that it works without."))),
        scan.view,
        link.block,
        button("wide nothing-go", go, gettext("Join with this link")),
        make("p", { class: "note" }, gettext("No account and no name is needed. The phone counts for this one outing."))),
      ...(scan.start ? [foot(button("btn-solid wide", scan.start, icon("square"), gettext("Scan with this phone")))] : []),
    ],
    back: up,
    leave: scan.stop,
  };
}

/** @param {Stage} stage */
function helpButton(stage) {
  return make("button", { class: "icon-btn", "aria-label": gettext("Menu"), click: () => stage.go("menu") }, icon("more"));
}

/** @param {(text: string) => void} found */
function scanPlace(found) {
  const view = make("div", { class: "scan" });
  let stop = () => {};
  if (!canScan()) return { view, stop, start: undefined };
  const start = () => void startScan(found).then(
    (scan) => {
      stop = scan.stop;
      fill(view, scan.view);
    },
    () => void fill(view, flash("alert", gettext("The camera stays shut. Use the phone’s own camera app, or paste the link."))));
  return { view, start, stop: () => stop() };
}
