// @ts-check
/**
 * End of shift: count what is in your hand, and where it goes. A difference to the taps is normal.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Holder} from "../types.js"
 */

import { oneOf, row } from "../parts/choices.js";
import { make } from "../parts/dom.js";
import { backHead, foot, button, heading, settingName } from "../parts/head.js";
import { countPad } from "../parts/count-pad.js";
import { othersOf } from "../parts/outings.js";
import { gettext, ngettext } from "../words.js";

const PEOPLE_SHOWN = 1;

/** @typedef {{to: Holder | "me", member?: string, name?: string}} Destination */

/** @param {Stage} stage @returns {Screen} */
export function leftovers(stage) {
  const up = () => stage.go("stall");
  const places = destinations(stage);
  let place = places[0];
  const steps = make("span", { class: "small soft" });
  const done = button("btn-solid wide", () => stage.act(() => next(stage, pad.counted(), place)), "");
  const where = make("fieldset", {},
    make("legend", { class: "label" }, gettext("Where do they go now?")),
    placeChoice(places, (chosen) => ((place = chosen), draw())));
  const pad = countPad(stage.shift.tally(), () => draw());
  const draw = () => {
    const n = pad.counted();
    const isHanded = n > 0 && Boolean(place.member);
    steps.textContent = gettext("End of shift, {step} of {steps}", { step: 1, steps: isHanded ? 3 : 2 });
    done.textContent = doneWords(n, place);
    where.hidden = n === 0;
  };
  draw();
  return {
    name: gettext("Count what is left"),
    view: [
      backHead(settingName(stage.shift.outing.setting), up, steps),
      make("main", { class: "pad count" }, heading(gettext("Count the copies in your hand")), ...pad.view, where),
      foot(done),
    ],
    back: up,
  };
}

/** @param {Stage} stage @returns {(Destination & {label: string})[]} */
function destinations({ shift: { outing, member } }) {
  const people = othersOf(outing, member).map(({ id, name }) => ({ to: /** @type {const} */ ("member"), member: id, name, label: gettext("To {name}", { name }) }));
  return [
    { to: "cupboard", label: gettext("Cupboard") },
    ...people,
    { to: "me", label: gettext("I keep them") },
    { to: "other", label: gettext("Else") },
  ];
}

/** @param {(Destination & {label: string})[]} places @param {(place: Destination & {label: string}) => void} choose */
function placeChoice(places, choose) {
  const options = places.map(({ label }, n) => ({ value: String(n), label }));
  const pick = (/** @type {string | undefined} */ value) => choose(places[Number(value ?? 0)]);
  if (places.length <= 3 + PEOPLE_SHOWN) return row(oneOf(options, "0", pick));
  return make("div", { class: "chips tight" }, oneOf(options, "0", pick, "chip"));
}

/** @param {number} n @param {Destination} place */
function doneWords(n, { to, name = "" }) {
  if (n === 0) return gettext("None left: end my shift");
  if (to === "cupboard") return ngettext("Put {n} copy in the cupboard", "Put {n} copies in the cupboard", n);
  if (to === "member") return ngettext("Hand {n} copy to {name}", "Hand {n} copies to {name}", n, { name });
  if (to === "me") return ngettext("Keep {n} copy", "Keep {n} copies", n);
  return ngettext("Leave {n} copy elsewhere", "Leave {n} copies elsewhere", n);
}

/** @param {Stage} stage @param {number} n @param {Destination} place */
async function next(stage, n, place) {
  await stage.shift.countLeft(n, { final: true });
  if (n > 0 && place.to === "member") return stage.go("handing", { n, ...place });
  if (n > 0 && place.to !== "me") await stage.shift.passOn(n, place.to);
  await stage.shift.end();
  stage.go("closed");
}
