// @ts-check
/**
 * Thanks, who expects to hear from you, and a line for the next shift. The phone only knows when and about what.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {OpenFollowUp, Tally} from "../types.js"
 */

import { make } from "../parts/dom.js";
import { personalField } from "../parts/field.js";
import { button, flash, foot, heading } from "../parts/head.js";
import { listed } from "../parts/outings.js";
import { gettext, ngettext, timeOf } from "../words.js";

const QUARTER = 900_000;

/** @param {Stage} stage @returns {Screen} */
export function closed(stage) {
  const { shift } = stage;
  let remark = "";
  const field = personalField({ label: gettext("What should the next shift know?"), hint: gettext("It is sealed for your group. No names."), rows: 3, longest: 1000, typed: (text) => (remark = text) });
  const seal = async () => {
    const text = remark.trim();
    remark = "";
    if (text) await shift.sealRemark(text);
  };
  const done = () => stage.act(async () => {
    await seal();
    stage.go("outbox");
  });
  const onHide = () => document.visibilityState === "hidden" && remark.trim() && stage.act(async () => (await seal(), (field.input.value = "")));
  document.addEventListener("visibilitychange", onHide);
  stage.tools.wake.keepOn(false);
  return {
    name: gettext("Shift closed"),
    view: [
      make("main", { class: "pad closed" },
        make("p", { class: "kicker" }, gettext("Shift closed, {place}", { place: shift.outing.place })),
        heading(thanks(stage), make("br"), sumOf(stage)),
        make("hr", { class: "rule-scotch" }),
        make("section", { class: "closed-open" }, ...followUps(stage, shift.tally().openFollowUps)),
        field.block,
        ...news(stage)),
      foot(button("btn-solid wide", done, gettext("Done"))),
    ],
    back: done,
    leave: () => document.removeEventListener("visibilitychange", onHide),
  };
}

/** @param {Stage} stage */
function thanks({ shift: { member } }) {
  return member ? gettext("Thank you, {name}.", { name: member.name }) : gettext("Thank you.");
}

/** 2 hours, 40 copies, 17 conversations @param {Stage} stage */
function sumOf({ shift }) {
  const { handedOut, conversations } = shift.tally();
  const copies = ngettext("{n} copy", "{n} copies", handedOut);
  const talks = ngettext("{n} conversation", "{n} conversations", conversations);
  return listed([lasted(shift), copies, talks], "unit");
}

/** @param {import("../shift.js").Shift} shift */
function lasted({ startedAt = 0, endedAt = 0 }) {
  const quarters = Math.round((endedAt - startedAt) / QUARTER);
  if (quarters < 4) return ngettext("{n} minute", "{n} minutes", Math.max(1, Math.round((endedAt - startedAt) / 60_000)));
  return ngettext("{n} hour", "{n} hours", Math.round(quarters / 2) / 2);
}

/** Whom you promised, and whom others did. @param {Stage} stage @param {OpenFollowUp[]} open */
function followUps({ shift: { member } }, open) {
  const isMine = (/** @type {OpenFollowUp} */ { owner }) => Boolean(member) && (owner ?? member?.id) === member?.id;
  const [mine, others] = [open.filter(isMine), open.filter((one) => !isMine(one))];
  return [
    ...followUpList(ngettext("One person expects to hear from you", "{n} people expect to hear from you", mine.length), mine),
    ...followUpList(ngettext("One person expects to hear from your group", "{n} people expect to hear from your group", others.length), others),
    open.length > 0 && make("p", { class: "soft" }, gettext("The cards are sealed, so this phone only knows when you met. Names and numbers are at the desk.")),
  ];
}

/** @param {string} title @param {OpenFollowUp[]} open */
function followUpList(title, open) {
  return open.length ? [make("h2", {}, title), make("ul", { class: "tally" }, open.map(followUpLine))] : [];
}

/** @param {OpenFollowUp} one */
function followUpLine({ metAt, dueAt, questions, reception }) {
  const topics = [...questions, ...(reception === 4 ? [gettext("wants to help")] : [])];
  const about = topics.length ? gettext("Met {time}, {topics}", { time: timeOf(metAt), topics: listed(topics, "unit") }) : gettext("Met {time}", { time: timeOf(metAt) });
  return make("li", {}, make("span", { class: "met" }, about), make("span", { class: "num soft" }, gettext("by {time}", { time: timeOf(dueAt) })));
}

/** @param {Stage} stage */
function news({ update }) {
  return [update ? flash("device", gettext("A newer version is here. It loads next time you open Handbill.")) : null];
}
