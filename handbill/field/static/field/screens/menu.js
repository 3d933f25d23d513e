// @ts-check
/**
 * Behind the three dots: the stack, the look of the screen, and the way out.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Settings} from "../types.js"
 */

import { oneOf, row, tick } from "../parts/choices.js";
import { ask, tell } from "../parts/dialog.js";
import { make } from "../parts/dom.js";
import { backHead, button, foot, heading, settingName, updateNews } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { interfaceLanguages } from "../parts/languages.js";
import { gettext, languageNow, ngettext, pgettext } from "../words.js";

/** @typedef {import("../parts/icons.js").IconName} IconName */

/** @param {Stage} stage @returns {Screen} */
export function menu(stage) {
  const isOut = Boolean(stage.hasShift && stage.shift.startedAt && !stage.shift.endedAt);
  const up = () => stage.go(isOut ? "stall" : "start");
  const news = updateNews(stage);
  return {
    name: gettext("Menu"),
    view: [
      backHead(isOut ? settingName(stage.shift.outing.setting) : gettext("Where are you?"), up),
      make("main", { class: "pad menu" }, heading(gettext("Menu")), news.view, ...(isOut ? [work(stage)] : []), look(stage), ...language(stage), others(stage, isOut)),
      ...(isOut ? [foot(button("btn-solid wide", () => stage.go("leftovers"), gettext("End my shift")))] : []),
    ],
    changed: news.draw,
    back: up,
  };
}

/** @param {Stage} stage */
function work(stage) {
  return make("ul", { class: "menu-list" },
    line(stage, "plus", gettext("I got more copies"), "copies"),
    line(stage, "list", gettext("Count again"), "recount"),
    line(stage, "undo", gettext("The last 20"), "last"),
    line(stage, "text", gettext("Answers to questions"), "answers"),
    line(stage, "device", gettext("On this phone"), "outbox"));
}

/** @param {Stage} stage @param {boolean} isOut */
function others(stage, isOut) {
  return make("ul", { class: "menu-list" },
    isOut && line(stage, "place", gettext("Another outing"), "start"),
    line(stage, "square", gettext("Scan another square"), "nothing", { again: true }),
    line(stage, "help", gettext("Help"), "help"),
    make("li", {}, make("button", { click: () => stage.act(() => signOut(stage)) }, icon("lock"), gettext("Take the outings off this phone"))));
}

/** @param {Stage} stage @param {IconName} picture @param {string} label @param {string} screen @param {any} [about] */
function line(stage, picture, label, screen, about) {
  return make("li", {}, make("button", { click: () => stage.go(screen, about) }, icon(picture), make("span", {}, label), icon("go", "go")));
}

/** @param {Stage} stage */
function look(stage) {
  const { theme, hand, buzz, sheetAfterConversation } = stage.app.settings();
  const themes = [
    { value: "auto", label: gettext("As the phone") },
    { value: "light", label: pgettext("colours of the screen", "Day") },
    { value: "dark", label: gettext("Night") },
    { value: "sun", label: gettext("Sun") },
  ];
  return make("fieldset", { class: "menu-look" },
    make("legend", { class: "label" }, gettext("The screen")),
    row(oneOf(themes, theme, (value) => set(stage, "theme", /** @type {Settings["theme"]} */ (value ?? "auto")))),
    tick(gettext("Keys for the left hand"), hand === "left", (isOn) => set(stage, "hand", isOn ? "left" : "right")),
    tick(gettext("Buzz at each tap"), buzz, (isOn) => set(stage, "buzz", isOn)),
    tick(gettext("Ask after each conversation"), sheetAfterConversation, (isOn) => set(stage, "sheetAfterConversation", isOn)));
}

/** @param {Stage} stage */
function language(stage) {
  const languages = interfaceLanguages();
  if (languages.length < 2) return [];
  const options = languages.map(({ code, name }) => ({ value: code, label: name, language: code }));
  const choose = (/** @type {string | undefined} */ code) => stage.act(async () => {
    await stage.app.setSetting("language", code ?? "");
    await stage.tools.home(() => stage.again());
  });
  return [make("fieldset", {}, make("legend", { class: "label" }, gettext("Language")), make("div", { class: "chips tight" }, oneOf(options, languageNow(), choose, "chip")))];
}

/** @template {keyof Settings} Name @param {Stage} stage @param {Name} name @param {Settings[Name]} value */
function set(stage, name, value) {
  stage.act(async () => {
    await stage.app.setSetting(name, value);
    stage.tools.look();
  });
}

/** Never throws away what the group has not got. @param {Stage} stage */
async function signOut(stage) {
  const isSure = await ask({
    title: gettext("Take the outings off this phone?"),
    text: gettext("What the group has received is forgotten here. What it has not stays, sealed."),
    yes: gettext("Take them off"), no: gettext("Keep them"), isRed: true,
  });
  if (!isSure) return;
  const { unsent } = await stage.app.signOut();
  if (unsent && !(await sureThough(unsent))) return;
  if (unsent) await stage.app.signOut({ force: true });
  if (unsent) await tell(ngettext("{n} entry stays on this phone, sealed. It sends when you scan the square of its outing again.", "{n} entries stay on this phone, sealed. They send when you scan the square of their outing again.", unsent));
  stage.forgetShift();
  stage.go(stage.app.outings().length ? "start" : "nothing");
}

/** @param {number} n */
function sureThough(n) {
  return ask({
    title: ngettext("{n} entry has not been sent", "{n} entries have not been sent", n),
    text: gettext("Better wait for signal, or save a file first. They stay on this phone, sealed, but it can no longer send them by itself."),
    yes: gettext("Take them off anyway"), no: gettext("Wait"), isRed: true,
  });
}
