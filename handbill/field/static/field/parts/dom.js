// @ts-check
/** Building pages out of nodes: text is never read as markup, so that a place may be called anything. */

/** @typedef {Node | string | number | false | null | undefined} Piece */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

/**
 * An element; a button never sends a form. `true` gives a bare attribute, `false` and nothing leave it out, a function listens.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Piece | Piece[])} pieces
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...pieces) {
  const element = document.createElement(tag);
  if (tag === "button") element.setAttribute("type", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  return fill(element, ...pieces);
}

/**
 * Puts new pieces in place of the old ones.
 * @template {Element} Parent
 * @param {Parent} element
 * @param {...(Piece | Piece[])} pieces
 */
export function fill(element, ...pieces) {
  element.replaceChildren(.../** @type {(Node | string)[]} */ (pieces.flat().filter(isShown).map(asNode)));
  return element;
}

/**
 * Like `fill`, but leaves what is there when it would look the same: a finger or the focus on it is not lost.
 * @param {Element} element
 * @param {...(Piece | Piece[])} pieces
 */
export function renew(element, ...pieces) {
  const wanted = fill(/** @type {Element} */ (element.cloneNode(false)), ...pieces);
  if (!wanted.isEqualNode(element)) element.replaceChildren(...wanted.childNodes);
}

/**
 * A sentence with `<b>` and `<mark>` in it; nothing else is read as markup.
 * @param {string} sentence
 * @returns {Node[]}
 */
export function rich(sentence) {
  return sentence.split(/(<(b|mark)>(?:(?!<(?:b|mark)>).)*?<\/\2>)/s).filter((_, place) => place % 3 !== 2).filter(Boolean).map(richPiece);
}

/** "+1" stays as it is where writing runs right to left. @param {string} words @returns {Node[]} */
export function withNumbers(words) {
  return words.split(/([+−]\p{Nd}+)/u).filter(Boolean).map((piece) => (/^[+−]/.test(piece) ? make("bdi", { dir: "ltr" }, piece) : document.createTextNode(piece)));
}

/** @param {string} piece @returns {Node} */
function richPiece(piece) {
  const found = /^<(b|mark)>(.*)<\/\1>$/s.exec(piece);
  if (!found) return document.createTextNode(piece);
  const inside = make("b", {}, found[2]);
  return found[1] === "b" ? inside : make("mark", {}, inside);
}

/** @param {Piece} piece */
function isShown(piece) {
  return piece !== false && piece != null && piece !== "";
}

/** @param {Piece} piece */
function asNode(piece) {
  return typeof piece === "number" ? String(piece) : piece;
}
