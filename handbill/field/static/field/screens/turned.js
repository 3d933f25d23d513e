// @ts-check
/**
 * The screen turned towards the person across the table. A system keyboard cannot be turned everywhere, so it has
 * its own keys. What they typed goes on in the holder's form, or is sealed when nothing is missing.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Draft} from "../parts/draft.js"
 */

import { tick } from "../parts/choices.js";
import { NEWS, channelForThem, channelsOf, hasNews, sentencesFor } from "../parts/consents.js";
import { fill, make } from "../parts/dom.js";
import { sealWhenHidden } from "../parts/draft.js";
import { button, heading } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { keypad } from "../parts/keypad.js";
import { leftAlone } from "../parts/left-alone.js";
import { gettext } from "../words.js";
import { sealAndShow } from "./contact.js";
import { takeBackButton } from "./handover.js";

const LONGEST_NUMBER = 16;

/** @param {Stage} stage @param {{draft: Draft}} about @returns {Screen} */
export function turned(stage, { draft }) {
  draft.typedBy = "person";
  const sealNow = () => sealAndShow(stage, draft);
  const finish = () => (draft.wrongs().length ? stage.go("contact", { draft, showWrongs: true }) : sealNow());
  const stops = [sealWhenHidden(draft, sealNow), leftAlone(() => (draft.isEmpty ? stage.go("contact", { draft }) : sealNow()))];
  const inner = make("div", { class: "inner" });
  const askNumber = () => fill(inner, ...numberStep(stage, draft, askConsent));
  const askConsent = () => fill(inner, ...consentStep(stage, draft, askNumber, finish));
  askNumber();
  return {
    name: gettext("Turned towards them"),
    view: [
      make("main", { class: "turned" }, inner),
      make("div", { class: "mine" },
        make("p", {}, make("b", {}, gettext("Turned towards them.")), " ", gettext("Nothing else on this phone can be opened.")),
        takeBackButton(() => stage.go("contact", { draft }))),
    ],
    back: () => undefined,
    leave: () => stops.forEach((stop) => stop()),
  };
}

/** @param {Stage} stage @param {Draft} draft @param {() => void} next */
function numberStep(stage, draft, next) {
  const digits = make("p", { class: "digits num", "aria-live": "polite", dir: "ltr" });
  const draw = () => fill(digits, draft.fields.phone, make("span"));
  const press = (/** @type {string} */ digit) => {
    draft.fields.phone = (draft.fields.phone + digit).slice(0, LONGEST_NUMBER);
    draw();
  };
  const wipe = () => {
    draft.fields.phone = draft.fields.phone.slice(0, -1);
    draw();
  };
  draw();
  return [
    heading(gettext("Your phone number")),
    digits,
    keypad(press, wipe, { label: "+", name: gettext("plus"), press: () => draft.fields.phone === "" && press("+") }),
    make("div", { class: "turned-two" },
      button("btn-big", () => stage.go("handover", { draft }), gettext("E-mail instead")),
      button("btn-big btn-solid", next, gettext("Next"), icon("arrow", "flip"))),
    promise(stage, draft),
  ];
}

/** @param {Stage} stage @param {Draft} draft @param {() => void} before @param {() => void} finish */
function consentStep(stage, draft, before, finish) {
  const { outing } = stage.shift;
  const channels = channelsOf(outing).first.filter((channel) => channel !== "email");
  const all = draft.fields.email && hasNews(outing) ? [...channels, NEWS] : channels;
  const ticks = all.map((channel) => tick(channelForThem(channel), draft.ticked.has(channel), (isOn) => {
    draft.ticked[isOn ? "add" : "delete"](channel);
  }));
  return [
    heading(gettext("I agree to")),
    make("div", { class: "turned-ticks" }, ticks),
    promise(stage, draft),
    make("div", { class: "turned-two" },
      button("btn-big", before, icon("back", "flip"), gettext("Back")),
      button("btn-big btn-solid", finish, icon("lock"), gettext("Seal it"))),
  ];
}

/** @param {Stage} stage @param {Draft} draft */
function promise({ shift: { outing, group } }, { ticked, language }) {
  return make("p", { class: "note", dir: "auto" }, sentencesFor(outing, group, ticked, language).join(" "));
}
