// @ts-check
/**
 * They type themselves, in their language, and can open nothing else; taking the phone back needs a second's hold.
 * Left alone for three minutes, the card is sealed as it is.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Draft} from "../parts/draft.js"
 */

import { oneOf, row, tick } from "../parts/choices.js";
import { NEWS, channelForThem, channelsOf, hasNews, sentencesFor } from "../parts/consents.js";
import { fill, make } from "../parts/dom.js";
import { sealWhenHidden } from "../parts/draft.js";
import { personalField, showWrongs } from "../parts/field.js";
import { button, foot, heading } from "../parts/head.js";
import { holdButton } from "../parts/hold.js";
import { icon } from "../parts/icons.js";
import { interfaceLanguages } from "../parts/languages.js";
import { leftAlone } from "../parts/left-alone.js";
import { gettext, languageNow } from "../words.js";
import { sealAndShow } from "./contact.js";

/** The screen is only drawn again in another language. */
let isSpeaking = false;

/** @param {Stage} stage @param {{draft: Draft, turnBack?: () => void}} about @returns {Screen} */
export function handover(stage, about) {
  const { draft, turnBack } = about;
  draft.typedBy = "person";
  draft.language = languageNow();
  const sealNow = () => sealAndShow(stage, draft);
  const stops = [sealWhenHidden(draft, sealNow), leftAlone(() => (draft.isEmpty ? takeBack(stage, draft) : sealNow()))];
  const form = makeForm(stage, draft);
  return {
    name: gettext("How can we reach you?"),
    view: [
      languageBar(stage, about),
      form.view,
      make("div", { class: "f-end" },
        foot(button("btn-solid wide", () => form.check() && sealNow(), icon("lock"), gettext("Seal it and give the phone back"))),
        make("div", { class: "mine" }, make("p", {}, gettext("Nothing else on this phone can be opened.")), takeBackButton(() => takeBack(stage, draft)))),
    ],
    back: () => undefined,
    leave: () => {
      stops.forEach((stop) => stop());
      if (!isSpeaking) turnBack?.();
    },
  };
}

/** @param {() => void} act */
export function takeBackButton(act) {
  return holdButton({ class: "btn btn-sheet take-back", "aria-describedby": "take-back-hint" }, act, icon("turn"), make("span", {}, gettext("Take back"), make("small", { id: "take-back-hint" }, gettext("hold for a second"))));
}

/** What was typed goes on in the holder's form. @param {Stage} stage @param {Draft} draft */
function takeBack(stage, draft) {
  stage.tools.home(() => stage.go("contact", { draft }));
}

/** @param {Stage} stage @param {{draft: Draft, turnBack?: () => void}} about */
function languageBar(stage, about) {
  const languages = interfaceLanguages();
  if (languages.length < 2) return make("div");
  const options = languages.map(({ code, name }) => ({ value: code, label: name, language: code }));
  const choose = (/** @type {string | undefined} */ code) => stage.act(async () => {
    await stage.tools.speak(code ?? languageNow());
    isSpeaking = true;
    stage.again(about);
    isSpeaking = false;
  });
  return make("div", { class: "ho-langs", dir: "ltr" }, row(oneOf(options, languageNow(), choose)));
}

/** @param {Stage} stage @param {Draft} draft */
function makeForm({ shift: { outing, group } }, draft) {
  const { fields } = draft;
  const top = make("div", {}, heading(gettext("How can we reach you?")));
  const name = personalField({ label: gettext("What should we call you?"), value: fields.name, typed: (text) => (fields.name = text) });
  const reach = personalField({
    label: gettext("Phone number or e-mail"), value: fields.phone || fields.email,
    typed: (text) => {
      const wasEmail = Boolean(fields.email);
      Object.assign(fields, text.includes("@") ? { phone: "", email: text } : { phone: text, email: "" });
      if (wasEmail !== Boolean(fields.email)) ticks.draw();
    },
  });
  reach.input.setAttribute("dir", "ltr");
  const sentence = make("p", { class: "soft ho-sentence", dir: "auto" });
  const drawSentence = () => void (sentence.textContent = sentencesFor(outing, group, draft.ticked, draft.language).join(" "));
  const ticks = tickList(outing, draft, drawSentence);
  const view = make("main", { class: "ho" }, make("p", { class: "kicker" }, group.name), top, name.block, reach.block, ticks.view, sentence);
  const places = { name, reach, phone: reach, email: reach, channels: ticks, note: name };
  return { view, check: () => showWrongs(draft.wrongs(), top, places) };
}

/** Only what fits what they typed: no letters to a phone number. @param {import("../types.js").Outing} outing @param {Draft} draft @param {() => void} changed */
function tickList(outing, draft, changed) {
  const wrong = make("p", { class: "wrong", hidden: true });
  const list = make("div");
  const view = make("fieldset", {}, make("legend", { class: "label" }, gettext("I agree to")), wrong, list);
  const tickOf = (/** @type {string} */ channel) => tick(channelForThem(channel), draft.ticked.has(channel), (isOn) => {
    draft.ticked[isOn ? "add" : "delete"](channel);
    changed();
  });
  const draw = () => {
    const fitting = fittingChannels(outing, draft);
    for (const channel of draft.ticked) if (!fitting.includes(channel)) draft.ticked.delete(channel);
    fill(list, ...fitting.map(tickOf));
    changed();
  };
  draw();
  return {
    view,
    draw,
    get input() {
      return view.querySelector("input");
    },
    setWrong(sentence = "") {
      wrong.hidden = !sentence;
      fill(wrong, icon("alert"), sentence);
    },
  };
}

/** @param {import("../types.js").Outing} outing @param {Draft} draft @returns {string[]} */
function fittingChannels(outing, { fields }) {
  const { first } = channelsOf(outing);
  if (fields.email) return [...first.filter((channel) => channel === "email"), ...(hasNews(outing) ? [NEWS] : [])];
  return first.filter((channel) => channel !== "email");
}
