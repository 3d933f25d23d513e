// @ts-check
// Markdown by buttons and keys: a mark goes round what is selected, or before each of its lines; pressed again it goes away.

/** @typedef {{value: string, start: number, end: number}} Selected */

const ROUND = { bold: "**", italic: "*" };
const BEFORE = { heading: "## ", quote: "> ", list: "- " };

/**
 * What a field holds after a mark was pressed, and what is selected then.
 * @param {Selected} selected
 * @param {string} mark bold, italic, heading, quote, list or link
 * @param {string} words what stands in a link that nothing was selected for
 * @returns {Selected}
 */
export function marked(selected, mark, words = "") {
  if (mark in ROUND) return round(selected, ROUND[/** @type {keyof typeof ROUND} */ (mark)]);
  if (mark in BEFORE) return before(selected, BEFORE[/** @type {keyof typeof BEFORE} */ (mark)]);
  return linked(selected, words);
}

/** @param {Selected} selected @param {string} sign */
function round({ value, start, end }, sign) {
  const size = sign.length;
  const inside = value.slice(start, end);
  const isRound = value.slice(start - size, start) === sign && value.slice(end, end + size) === sign && value[start - size - 1] !== sign[0];
  if (isRound) return put(value, start - size, end + size, inside, 0, inside.length);
  return put(value, start, end, sign + inside + sign, size, size + inside.length);
}

/** @param {Selected} selected @param {string} sign */
function before({ value, start, end }, sign) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = value.indexOf("\n", end);
  const to = lineEnd < 0 ? value.length : lineEnd;
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.startsWith(sign));
  const text = lines.map((line) => (isMarked ? line.slice(sign.length) : sign + line)).join("\n");
  return put(value, from, to, text, 0, text.length);
}

/** @param {Selected} selected @param {string} words */
function linked({ value, start, end }, words) {
  const inside = value.slice(start, end) || words;
  const address = "https://";
  return put(value, start, end, `[${inside}](${address})`, inside.length + 3, inside.length + 3 + address.length);
}

/**
 * @param {string} value
 * @param {number} from
 * @param {number} to
 * @param {string} text what stands there now
 * @param {number} start of what is selected, within the text
 * @param {number} end
 * @returns {Selected}
 */
function put(value, from, to, text, start, end) {
  return { value: value.slice(0, from) + text + value.slice(to), start: from + start, end: from + end };
}
