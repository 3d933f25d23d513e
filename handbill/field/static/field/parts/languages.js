// @ts-check
/**
 * Languages people speak at a stall, each by its name in the language of the app or by its own.
 * @import {Stage} from "./stage.js"
 */

import { languageNow } from "../words.js";

/** Offered behind More: the languages most spoken where the interface's languages are. */
const OFFERED = "en es fr ar pl pt ro de it tr ur pa bn hi zh vi uk ru so ti am fa ku ps sq el nl sv yo ta gu tl".split(" ");
const FIRST_SHOWN = 3;

/** The group's own, those it has wordings in, and those of the interface; with More the others. @param {Stage} stage @param {boolean} [isWhole] */
export function languagesOf({ shift: { group, outing } }, isWhole = false) {
  const known = [group.language, ...outing.wordings.map(({ language }) => language), ...spoken()];
  const all = [...new Set(known.map(base))];
  return isWhole ? [...new Set([...all, ...OFFERED])] : all.slice(0, Math.max(FIRST_SHOWN, new Set(outing.wordings.map(({ language }) => base(language))).size));
}

/** Languages the app itself speaks, as the shell page names them. @returns {{code: string, name: string, dir: string}[]} */
export function interfaceLanguages() {
  const options = /** @type {NodeListOf<HTMLOptionElement>} */ (document.querySelectorAll("#languages option"));
  return [...options].map(({ value, label, dir }) => ({ code: value, name: label, dir }));
}

/** @param {string[]} codes in the language of the app */
export function languageOptions(codes) {
  const names = new Intl.DisplayNames(languageNow(), { type: "language" });
  return codes.map((code) => ({ value: code, label: capital(names.of(code) ?? code) }));
}

/** A language's own name for itself. @param {string} code */
export function ownName(code) {
  return capital(new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code, code);
}

function spoken() {
  return interfaceLanguages().map(({ code }) => code);
}

/** @param {string} code */
function base(code) {
  return code.split("-")[0].toLowerCase();
}

/** @param {string} name @param {string} [language] */
function capital(name, language = languageNow()) {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
