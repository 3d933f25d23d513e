// @ts-check
/**
 * The sheet over the stall after "+1 conversation". It is counted already; every question is optional. What was
 * tapped is filed when the sheet closes or the page is hidden, so that a phone that dies keeps it.
 * @import {Stage} from "../parts/stage.js"
 * @import {Fact, ConversationFields} from "../types.js"
 */

import { chips, oneOf, row } from "../parts/choices.js";
import { openDialog } from "../parts/dialog.js";
import { fill, make } from "../parts/dom.js";
import { personalField } from "../parts/field.js";
import { button, foot, heading } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { languageOptions, languagesOf } from "../parts/languages.js";
import { gettext, number } from "../words.js";

const COMMON_QUESTIONS = 7;
const FRIENDS = [0, 1, 2, 3, 5, 10];

/** @typedef {{ask?: string, reception?: string, language?: string, questions: Set<string>, points: Set<string>, friends: number, heard: string}} Notes */

/** @param {Stage} stage @param {Fact} fact @param {number} n */
export function conversation(stage, fact, n) {
  const sheet = makeSheet(stage, fact);
  const onHide = () => document.visibilityState === "hidden" && stage.act(sheet.file);
  document.addEventListener("visibilitychange", onHide);
  let next = () => {};
  const title = gettext("Conversation {n}", { n });
  const closed = openDialog("f-sheet", (close) => {
    const take = button("", () => ((next = () => stage.go("contact", { conversation: fact.id, language: sheet.notes.language, isAskNoted: sheet.notes.ask === "given" })), close()), icon("pen"), gettext("Take contact"));
    sheet.onAsk((given) => take.classList.toggle("btn-mark", given));
    const undo = button("f-sheet-undo", () => (sheet.undo(), close()), icon("undo", "flip"), gettext("Undo"));
    return [
      make("div", { class: "f-sheet-head" }, make("div", {}, heading(title), make("p", {}, gettext("Counted. The rest is up to you."))), undo),
      make("div", { class: "f-sheet-body" }, ...questions(stage, sheet)),
      foot(button("", close, gettext("Done")), take),
    ];
  }, title);
  void closed.then(() => {
    document.removeEventListener("visibilitychange", onHide);
    stage.act(async () => (await sheet.file(), next()));
  });
}

/** What was tapped, and filing it: each time only what is new. @param {Stage} stage @param {Fact} fact */
function makeSheet(stage, fact) {
  const { shift } = stage;
  /** @type {Notes} */
  const notes = { questions: new Set(), points: new Set(), friends: 0, heard: "" };
  const filed = filedThings(shift);
  let isUndone = false;
  let askChanged = (/** @type {boolean} */ given) => {};

  async function fileAll() {
    if (isUndone) return;
    const [fields, friends, heard] = [fieldsOf(notes), notes.friends, notes.heard.trim()];
    notes.heard = "";
    await filed.keep("detail", Object.keys(fields).length ? JSON.stringify(fields) : "", () => shift.detail(fact.id, fields));
    await filed.keep("friends", friends ? String(friends) : "", () => shift.addCopiesForFriend(friends, fact.id));
    await filed.keep(`heard ${heard}`, heard, () => shift.sealQuestion(heard, fact.id));
  }

  /** One filing after the other, since the page may be hidden while the sheet closes. @type {Promise<void>} */
  let filing = Promise.resolve();
  const file = () => (filing = filing.then(fileAll, fileAll));

  return {
    notes,
    file,
    undo() {
      isUndone = true;
      stage.act(async () => {
        await file();
        await filed.takeBack();
        await shift.throwAway(fact.id);
      });
    },
    /** @param {(given: boolean) => void} listener */
    onAsk: (listener) => (askChanged = listener),
    /** @param {string} [value] */
    setAsk(value) {
      notes.ask = value;
      askChanged(value === "given");
    },
  };
}

/** What of a sheet is filed: something changed afterwards is filed anew and taken back as it was. @param {Stage["shift"]} shift */
function filedThings(shift) {
  /** @type {Map<string, {said: string, id: string}>} */
  const filed = new Map();
  return {
    /** @param {string} thing @param {string} said "" for nothing @param {() => Promise<Fact>} file */
    async keep(thing, said, file) {
      const before = filed.get(thing);
      if ((before?.said ?? "") === said) return;
      filed.delete(thing);
      if (said) filed.set(thing, { said, id: (await file()).id });
      if (before) await shift.throwAway(before.id);
    },
    async takeBack() {
      for (const { id } of [...filed.values()].reverse()) await shift.throwAway(id);
    },
  };
}

/** @param {Notes} notes @returns {ConversationFields} */
function fieldsOf({ ask, reception, language, questions: asked, points }) {
  const fields = { ask, reception: reception && Number(reception), language, questions: asked.size ? [...asked] : undefined, points: points.size ? [...points] : undefined };
  return /** @type {ConversationFields} */ (JSON.parse(JSON.stringify(fields)));
}

/** @param {Stage} stage @param {ReturnType<typeof makeSheet>} sheet */
function questions(stage, sheet) {
  const { notes } = sheet;
  return [
    question(gettext("Did you ask for a contact?"), row(oneOf(askChoices(), undefined, sheet.setAsk))),
    question(gettext("How did they take it?"), row(oneOf(levels(), undefined, (value) => (notes.reception = value)))),
    heardQuestion(stage, notes),
    pointsQuestion(stage, notes),
    question(gettext("Extra copies for friends"), row(oneOf(FRIENDS.map(asChoice), undefined, (value) => (notes.friends = Number(value ?? 0))))),
    languageQuestion(stage, notes),
  ];
}

/** @param {string} legend @param {...import("../parts/dom.js").Piece} pieces */
function question(legend, ...pieces) {
  return make("fieldset", { class: "q" }, make("legend", {}, legend), ...pieces);
}

function askChoices() {
  return [
    { value: "not_asked", label: gettext("Didn’t ask") },
    { value: "refused", label: gettext("Asked: no") },
    { value: "later", label: gettext("Later") },
    { value: "given", label: gettext("Gave it") },
  ];
}

function levels() {
  const labels = [gettext("Turned away"), gettext("Listened"), gettext("Interested"), gettext("Wants to help")];
  return labels.map((label, place) => ({ value: String(place + 1), label, level: place + 1 }));
}

/** @param {number} n */
function asChoice(n) {
  return { value: String(n), label: number(n) };
}

/** The group's commonest, the rest behind More, and what is not listed in its own words. @param {Stage} stage @param {Notes} notes */
function heardQuestion(stage, notes) {
  const all = stage.shift.outing.questions.map(({ id, text }) => ({ value: id, label: text }));
  const view = make("div", { class: "chips tight" });
  const other = personalField({ label: gettext("In their words"), hint: gettext("It is sealed. No names."), longest: 300, enter: "done", typed: (text) => (notes.heard = text) });
  other.block.classList.add("q-other");
  other.block.hidden = true;
  const write = make("button", { class: "chip chip-add", "aria-expanded": "false" }, icon("plus"), gettext("Other"));
  write.addEventListener("click", () => {
    other.block.hidden = !other.block.hidden;
    write.setAttribute("aria-expanded", String(!other.block.hidden));
    if (!other.block.hidden) other.input.focus();
  });
  const draw = (/** @type {number} */ shown) => {
    const more = all.length > shown && make("button", { class: "chip chip-add", click: () => draw(all.length) }, gettext("More"));
    fill(view, ...chips(all.slice(0, shown), notes.questions), more, write);
  };
  draw(COMMON_QUESTIONS);
  return question(gettext("What did they ask about?"), view, other.block);
}

/** @param {Stage} stage @param {Notes} notes */
function pointsQuestion(stage, notes) {
  const points = stage.shift.outing.guide.map(({ id, text }) => ({ value: id, label: text }));
  return points.length > 0 && question(gettext("What did you bring up?"), make("div", { class: "chips tight" }, chips(points, notes.points)));
}

/** @param {Stage} stage @param {Notes} notes */
function languageQuestion(stage, notes) {
  const view = make("div", { class: "chips tight" });
  const draw = (/** @type {boolean} */ isWhole) => {
    const more = make("button", { class: "chip chip-add", click: () => draw(true) }, gettext("More"));
    const options = languageOptions(languagesOf(stage, isWhole));
    fill(view, ...oneOf(options, notes.language, (value) => (notes.language = value), "chip"), !isWhole && more);
  };
  draw(false);
  return question(gettext("Language"), view);
}
