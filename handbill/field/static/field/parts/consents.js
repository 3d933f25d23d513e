// @ts-check
/**
 * What people agree to: ways to get back to them, and the paper. Each with the group's own words in their language.
 * @import {Channel, Consent, Group, Outing, Purpose} from "../types.js"
 */

import { gettext } from "../words.js";

/** @typedef {Outing["wordings"][number]} Wording */

/** The news of a group travel by this channel where it has words for it. */
export const NEWS = "news";
/** @type {Channel[]} */
const FIRST_SHOWN = ["phone", "text", "signal", "email"];
/** @type {Channel[]} */
const LATER = ["whatsapp", "telegram", "post", "other"];

/** Ways to get back, the usual first. @param {Outing} outing */
export function channelsOf({ wordings }) {
  const known = new Set(wordings.filter(({ purpose }) => purpose === "follow_up").map(({ channel }) => channel));
  const offered = (/** @type {Channel[]} */ all) => all.filter((channel) => !known.size || known.has(channel));
  return { first: offered(FIRST_SHOWN), more: offered(LATER) };
}

/** @param {Outing} outing */
export function hasNews({ wordings }) {
  return wordings.some(({ purpose }) => purpose === NEWS);
}

/** As the holder reads it. @param {string} channel */
export function channelName(channel) {
  const names = { phone: gettext("Call"), text: gettext("Text"), signal: "Signal", whatsapp: "WhatsApp", telegram: "Telegram" };
  const others = { email: gettext("E-mail"), post: gettext("Post"), other: gettext("Another way"), news: gettext("Get the paper") };
  return /** @type {Record<string, string>} */ ({ ...names, ...others })[channel] ?? channel;
}

/** As the person reads it. @param {string} channel */
export function channelForThem(channel) {
  const names = { phone: gettext("A phone call"), text: gettext("A text message"), signal: gettext("A message on Signal"), whatsapp: gettext("A message on WhatsApp") };
  const others = { telegram: gettext("A message on Telegram"), email: gettext("An e-mail"), post: gettext("A letter"), other: gettext("Another way"), news: gettext("Getting the paper by e-mail") };
  return /** @type {Record<string, string>} */ ({ ...names, ...others })[channel] ?? channel;
}

/** The sentences to be said: for what is ticked, else for the first way. @param {Outing} outing @param {Group} group @param {Set<string>} ticked @param {string} [language] */
export function sentencesFor(outing, group, ticked, language) {
  const wanted = ticked.size ? [...ticked] : channelsOf(outing).first.slice(0, 1);
  const found = wanted.map((channel) => wordingFor(outing, group, channel, language)?.text).filter((text) => text !== undefined);
  return [...new Set(found)];
}

/** @param {Outing} outing @param {Group} group @param {Set<string>} ticked @param {string} [language] @returns {{channels: Channel[], consents: Consent[]}} */
export function agreed(outing, group, ticked, language) {
  const consents = [...ticked].flatMap((channel) => {
    const wording = wordingFor(outing, group, channel, language);
    return wording ? [{ purpose: wording.purpose, channel: wording.channel, wording: wording.id }] : [];
  });
  const news = consents.filter(({ purpose }) => purpose === NEWS).map(({ channel }) => channel);
  const channels = /** @type {Channel[]} */ ([...ticked].filter((channel) => channel !== NEWS));
  return { channels: [...new Set([...channels, ...news])], consents };
}

/** In their language, else in the group's, else in any. @param {Outing} outing @param {Group} group @param {string} ticked @param {string} [language] @returns {Wording | undefined} */
function wordingFor({ wordings }, group, ticked, language) {
  const purpose = /** @type {Purpose} */ (ticked === NEWS ? NEWS : "follow_up");
  const all = wordings.filter((one) => one.purpose === purpose && (ticked === NEWS || one.channel === ticked));
  return all.find((one) => one.language === language) ?? all.find((one) => one.language === group.language) ?? all[0];
}
