// @ts-check
/** The top and the foot that screens share. */

import { fill, make } from "./dom.js";
import { icon } from "./icons.js";
import { gettext } from "../words.js";

/** @typedef {import("./dom.js").Piece} Piece */

/** @param {string} label where it leads @param {() => void} back @param {...Piece} more at the other end */
export function backHead(label, back, ...more) {
  const link = make("button", { class: "back", click: back }, icon("back", "flip"), label);
  return make("header", { class: "f-head f-head-back" }, link, ...more);
}

/** @param {...(Piece | Piece[])} buttons */
export function foot(...buttons) {
  return make("div", { class: "f-foot" }, ...buttons);
}

/**
 * @param {string} className
 * @param {() => void} press
 * @param {...Piece} pieces
 */
export function button(className, press, ...pieces) {
  return make("button", { class: `btn ${className}`, click: press }, ...pieces);
}

/** A heading that takes the focus when its screen opens. @param {...(Piece | Piece[])} pieces */
export function heading(...pieces) {
  return make("h1", { tabindex: "-1" }, ...pieces);
}

/** @param {import("./icons.js").IconName} name @param {...(Piece | Piece[])} pieces */
export function flash(name, ...pieces) {
  return make("p", { class: "flash" }, icon(name), make("span", {}, ...pieces));
}

/** Offers a newer version, also one that comes while the screen is open. @param {import("./stage.js").Stage} stage */
export function updateNews(stage) {
  const view = make("div", { class: "news" });
  const draw = () => {
    const { update } = stage;
    if (!update || view.firstChild) return;
    const load = make("button", { class: "link", click: () => void update.takeOver() }, gettext("Load it now"));
    fill(view, flash("device", gettext("A newer version is here. Nothing saved is touched."), " ", load));
  };
  draw();
  return { view, draw };
}

/** Where the way back from a form leads. @param {string} setting of the outing */
export function settingName(setting) {
  /** @type {Record<string, string>} */
  const names = { stall: gettext("Stall"), gate: gettext("Gate"), school: gettext("School gate"), doorstep: gettext("Doorsteps") };
  const others = { crowd: gettext("Crowd"), meeting: gettext("Meeting") };
  return { ...names, ...others }[setting] ?? gettext("Counting");
}
