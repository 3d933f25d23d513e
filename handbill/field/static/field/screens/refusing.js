// @ts-check
/**
 * The phone does not keep what it is told: nothing may be counted on it. Told before a shift starts, or when it happens.
 * @import {Screen} from "../parts/stage.js"
 */

import { make } from "../parts/dom.js";
import { button, flash, foot, heading } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { gettext } from "../words.js";

/** @param {{hasShift: boolean}} stage @returns {Screen} */
export function refusing(stage) {
  const isRunning = stage.hasShift;
  return {
    name: gettext("This phone does not keep data"),
    view: [
      make("main", { class: "pad refusing", role: "alert" },
        icon("alert"),
        isRunning ? heading(gettext("The last tap was not kept. Go on with a tally sheet.")) : heading(gettext("This phone will not keep data. Use a tally sheet.")),
        isRunning
          ? make("p", {}, gettext("What was saved before is still here and will be sent. Perhaps the phone is full: free some space, then try again."))
          : make("p", {}, gettext("A private window or a full phone is the usual reason. Open Handbill in a normal window, or free some space.")),
        flash("sheet", gettext("A stroke for each copy and each talk. It is typed in tonight and counts the same."))),
      foot(button("btn-solid wide", () => location.reload(), gettext("Try again"))),
    ],
  };
}
