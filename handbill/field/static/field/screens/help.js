// @ts-check
/**
 * Help: what to do when something does not go as it should, and the way onto the home screen.
 * @import {Stage, Screen} from "../parts/stage.js"
 */

import { make } from "../parts/dom.js";
import { backHead, heading } from "../parts/head.js";
import { gettext } from "../words.js";

/** @param {Stage} stage @returns {Screen} */
export function help(stage) {
  const up = () => stage.go(stage.hasShift && stage.shift.startedAt && !stage.shift.endedAt ? "stall" : stage.app.outings().length ? "start" : "nothing");
  return {
    name: gettext("Help"),
    view: [
      backHead(gettext("Back"), up),
      make("main", { class: "pad f-words" },
        heading(gettext("Help")),
        topic(gettext("There is no signal"), [gettext("Go on. Each tap is saved on this phone and sends by itself later, once."), gettext("Keep the app open for a moment when you are back on wifi.")]),
        topic(gettext("Put it on the home screen"), homeSteps()),
        topic(gettext("The phone is nearly empty"), [gettext("What is saved survives a flat battery."), gettext("Go on with strokes on the tally sheet and hand it in: it is typed in at the desk and counted once.")]),
        topic(gettext("A name was typed wrong"), [gettext("Throw the card away within ten minutes and take it again."), gettext("Later the desk corrects it; this phone can no longer read it.")]),
        topic(gettext("The phone is lost"), [gettext("Tell the lead, who lets this phone go at the desk. Nobody can read a name or number on it.")])),
    ],
    back: up,
  };
}

function homeSteps() {
  if (/iPhone|iPad|iPod/.test(navigator.userAgent)) {
    return [gettext("In Safari, press the square with the arrow, then “Add to Home Screen”."), gettext("Open Handbill from the home screen and scan the square again: it keeps its own memory.")];
  }
  return [gettext("Open the browser’s menu and choose “Install” or “Add to home screen”."), gettext("It opens without the browser then, and keeps what is saved for longer.")];
}

/** @param {string} title @param {string[]} lines */
function topic(title, lines) {
  return make("section", { class: "topic" }, make("h2", {}, title), make("ul", {}, lines.map((line) => make("li", {}, line))));
}
