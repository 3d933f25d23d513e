// @ts-check
/**
 * What people ask, with the answer the group has agreed on, and the points of the guide. All of it is on the phone.
 * @import {Stage, Screen} from "../parts/stage.js"
 */

import { make } from "../parts/dom.js";
import { backHead, heading } from "../parts/head.js";
import { gettext } from "../words.js";

/** @param {Stage} stage @returns {Screen} */
export function answers(stage) {
  const up = () => stage.go("menu");
  const { questions, guide } = stage.shift.outing;
  return {
    name: gettext("Answers"),
    view: [
      backHead(gettext("Menu"), up),
      make("main", { class: "pad f-words answers" },
        heading(gettext("What people ask")),
        questions.length ? make("div", {}, questions.map(question)) : make("p", {}, gettext("The group has not written down any questions yet.")),
        ...points(guide)),
    ],
    back: up,
  };
}

/** @param {{text: string, answer?: string}} one */
function question({ text, answer }) {
  const words = answer ? make("p", { class: "say", dir: "auto" }, answer) : make("p", { class: "soft" }, gettext("No agreed answer yet. Say that you will find out, and take a contact."));
  return make("details", {}, make("summary", { dir: "auto" }, text), words);
}

/** @param {{text: string}[]} guide */
function points(guide) {
  if (!guide.length) return [];
  return [make("h2", {}, gettext("What to bring up")), make("ul", { class: "tally" }, guide.map(({ text }) => make("li", { dir: "auto" }, text)))];
}
