// @ts-check
/**
 * Sentences in the app's language, from the catalogue that the server dumps out of gettext. Until it is loaded, and
 * for a word it lacks, the English of the source is shown.
 */

/** @typedef {{language: string, dir: "ltr" | "rtl", plural: number[], words: Record<string, string[]>}} Catalogue */
/** @typedef {Record<string, string | number>} Values */

const CONTEXT_END = "\u0004";
const PLURALS_LISTED = 200;

/** @type {Catalogue} */
const ENGLISH = { language: "en", dir: "ltr", plural: [1, 0], words: {} };
let catalogue = ENGLISH;
let country = "";
/** @type {Map<string, any>} */
const formatters = new Map();

/** @param {string} text @param {Values} [values] */
export function gettext(text, values) {
  return filled(catalogue.words[text]?.[0] || text, values);
}

/** @param {string} context @param {string} text @param {Values} [values] */
export function pgettext(context, text, values) {
  return filled(catalogue.words[context + CONTEXT_END + text]?.[0] || text, values);
}

/** @param {string} one @param {string} many @param {number} n @param {Values} [values] */
export function ngettext(one, many, n, values) {
  const translated = catalogue.words[one]?.[pluralOf(n)];
  return filled(translated || (n === 1 ? one : many), { n, ...values });
}

/**
 * Takes the catalogue of a language; keeps the one it has when that cannot be read.
 * @param {string} language
 * @param {(file: string) => Promise<Response>} [read] seen from the script
 * @returns {Promise<{language: string, dir: "ltr" | "rtl"}>}
 */
export async function loadWords(language, read = besideTheScript) {
  if (language === "en") catalogue = ENGLISH;
  else {
    const answer = await read(`../words/${language}.json`).catch(() => undefined);
    if (answer?.ok) catalogue = await answer.json();
  }
  return { language: catalogue.language, dir: catalogue.dir };
}

/** @param {string} file */
function besideTheScript(file) {
  return fetch(new URL(file, document.querySelector("script")?.src));
}

/** The language of the words now shown. */
export function languageNow() {
  return catalogue.language;
}

/** Days, numbers and lists are written as the group's country writes them. @param {string} [code] */
export function useCountry(code = "") {
  country = code;
}

/** The language now shown, as that country writes it. */
export function localeNow() {
  return country && !catalogue.language.includes("-") ? `${catalogue.language}-${country}` : catalogue.language;
}

/** Today's times as 15:44, others with their weekday. @param {Date | number} date @param {number} [now] */
export function timeOf(date, now = Date.now()) {
  const isToday = new Date(date).toDateString() === new Date(now).toDateString();
  return format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(isToday ? {} : { weekday: "short" }) });
}

/** @param {number} n */
export function number(n) {
  return kept("number", () => new Intl.NumberFormat(localeNow())).format(n);
}

/** @param {Date | number} date @param {Intl.DateTimeFormatOptions} options */
export function format(date, options) {
  return kept(JSON.stringify(options), () => new Intl.DateTimeFormat(localeNow(), options)).format(date);
}

/** To make a formatter takes a slow phone longer than to draw a key: each is made once. @template T @param {string} kind @param {() => T} make @returns {T} */
function kept(kind, make) {
  const name = localeNow() + kind;
  if (!formatters.has(name)) formatters.set(name, make());
  return formatters.get(name);
}

/** @param {number} n */
function pluralOf(n) {
  if (catalogue === ENGLISH) return n === 1 ? 0 : 1;
  return catalogue.plural[n < PLURALS_LISTED ? n : 100 + (n % 100)] ?? 0;
}

/** @param {string} text @param {Values} [values] */
function filled(text, values) {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (hole, name) => {
    const value = values[name];
    return value === undefined ? hole : typeof value === "number" ? number(value) : value;
  });
}
