// @ts-check
/**
 * Take a contact: how to reach them, what they agree to, who gets back to them. Sealed on the spot.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Field} from "../parts/field.js"
 */

import { NotSaved } from "../errors.js";
import { chips, oneOf, row } from "../parts/choices.js";
import { NEWS, channelName, channelsOf, hasNews, sentencesFor } from "../parts/consents.js";
import { ask, openDialog, tell } from "../parts/dialog.js";
import { fill, make } from "../parts/dom.js";
import { Draft, sealWhenHidden } from "../parts/draft.js";
import { personalField, showWrongs } from "../parts/field.js";
import { backHead, button, flash, foot, heading, settingName } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { othersOf } from "../parts/outings.js";
import { weekdayAndTime } from "../parts/times.js";
import { turnScreen } from "../parts/turning.js";
import { gettext } from "../words.js";

const TIME_TO_GET_BACK = 48 * 3600_000;
const SEALED_BUZZ = [60];
const IN_A_ROW = 4;

/** @param {Stage} stage @param {{conversation?: string, language?: string, isAskNoted?: boolean, draft?: Draft, showWrongs?: boolean}} [about] @returns {Screen} */
export function contact(stage, about = {}) {
  if (!stage.shift.canSeal()) return cannotSeal(stage);
  const draft = about.draft ?? new Draft(stage, about);
  const form = makeForm(stage, draft);
  const leave = sealWhenHidden(draft, () => sealAndShow(stage, draft));
  if (about.showWrongs) queueMicrotask(() => form.check());
  return {
    name: gettext("Take a contact"),
    view: [
      backHead(settingName(stage.shift.outing.setting), () => back(stage, draft), button("btn-sheet", () => letThemType(stage, draft), icon("turn"), gettext("Let them type"))),
      make("hr", { class: "rule" }),
      form.view,
      make("div", { class: "f-end f-end-stuck" }, make("div", { class: "f-foot f-foot-note" },
        form.noteButton,
        button("btn-solid", () => form.check() && sealAndShow(stage, draft), icon("lock"), gettext("Seal and save")))),
    ],
    back: () => back(stage, draft),
    leave,
  };
}

/** Also from where they type themselves. What the phone does not keep stays in the form, to be copied. @param {Stage} stage @param {Draft} draft */
export function sealAndShow(stage, draft) {
  stage.act(async () => {
    const card = await draft.seal().catch(notKept);
    if (!card) return;
    stage.tools.buzz(SEALED_BUZZ);
    stage.go("sealed", card);
  });
}

/** @param {unknown} error @returns {Promise<undefined>} */
async function notKept(error) {
  if (!(error instanceof NotSaved)) throw error;
  await tell(gettext("This phone did not keep the card. Copy it onto the sign-up sheet, then throw it away here."));
}

/** @param {Stage} stage @returns {Screen} */
function cannotSeal(stage) {
  const up = () => stage.go("stall");
  return {
    name: gettext("Take a contact"),
    view: [
      backHead(settingName(stage.shift.outing.setting), up),
      make("main", { class: "pad f-words" },
        heading(gettext("This phone cannot seal yet. Use the sign-up sheet.")),
        make("p", {}, gettext("It has not got your group’s key. Counting works as before; the key comes when there is signal.")),
        flash("sheet", gettext("Write name and number on the sign-up sheet, and hand the sheet in tonight."))),
      foot(button("btn-solid wide", up, gettext("Back to the stall"))),
    ],
    back: up,
  };
}

/** @param {Stage} stage @param {Draft} draft */
async function back(stage, draft) {
  const isGone = draft.isEmpty || (await ask({
    title: gettext("Throw this card away?"), text: gettext("Nothing of it is kept."), yes: gettext("Throw it away"), no: gettext("Go on writing"), isRed: true,
  }));
  if (!isGone) return;
  draft.wipe();
  stage.go("stall");
}

/** @param {Stage} stage @param {Draft} draft */
function letThemType(stage, draft) {
  const title = gettext("How do they type?");
  void openDialog("f-ask", (close) => [
    make("h2", { tabindex: "-1" }, title),
    make("div", { class: "f-ask-list" },
      button("btn-big wide", () => (close(), stage.go("handover", { draft })), icon("device"), gettext("Hand them the phone")),
      button("btn-big wide", () => (close(), stage.act(() => turnTowards(stage, draft))), icon("turn"), gettext("Turn it towards them"))),
  ], title);
}

/** @param {Stage} stage @param {Draft} draft */
async function turnTowards(stage, draft) {
  const turnBack = await turnScreen();
  stage.go(turnBack ? "handover" : "turned", { draft, turnBack });
}

/** @param {Stage} stage @param {Draft} draft */
function makeForm(stage, draft) {
  const top = make("div", {}, heading(gettext("How can we reach them?")));
  const fields = textFields(draft);
  const channels = channelChips(stage, draft);
  const note = noteFields(draft);
  const view = make("main", { class: "f-form" }, top, fields.name.block, fields.phone.block, fields.email.block, channels.view, owners(stage, draft), note.view);
  const places = { ...fields, reach: fields.phone, channels, note: note.field };
  return { view, noteButton: note.open, check: () => showWrongs(draft.wrongs(), top, places) };
}

/** @param {Draft} draft */
function textFields({ fields }) {
  const enough = make("span", { class: "soft label-more" }, gettext("(one of the two is enough)"));
  return {
    name: personalField({ label: gettext("Name"), value: fields.name, typed: (text) => (fields.name = text) }),
    phone: personalField({ label: gettext("Phone"), mode: "tel", value: fields.phone, typed: (text) => (fields.phone = text) }),
    email: personalField({ label: [gettext("or e-mail"), " ", enough], mode: "email", value: fields.email, typed: (text) => (fields.email = text) }),
  };
}

/** @param {Stage} stage @param {Draft} draft */
function channelChips({ shift }, draft) {
  const { outing, group } = shift;
  const { first, more } = channelsOf(outing);
  const view = make("div", { class: "chips tight" });
  const say = make("blockquote", { class: "say" });
  const wrong = make("p", { class: "wrong", hidden: true });
  const drawSay = () => {
    const sentences = sentencesFor(outing, group, draft.ticked, draft.language);
    fill(say, ...sentences.map((sentence) => make("p", { dir: "auto" }, gettext("“{sentence}”", { sentence }))));
    say.hidden = !sentences.length;
  };
  const draw = (/** @type {boolean} */ isWhole) => {
    const channels = [...first, ...(hasNews(outing) ? [NEWS] : []), ...(isWhole ? more : [])];
    const button = !isWhole && more.length > 0 && make("button", { class: "chip chip-add", click: () => draw(true) }, gettext("More"));
    fill(view, ...chips(channels.map((value) => ({ value, label: channelName(value) })), draft.ticked, drawSay), button);
  };
  draw(more.some((channel) => draft.ticked.has(channel)));
  drawSay();
  return {
    view: make("div", { class: "f-form-part" }, make("fieldset", {}, make("legend", { class: "label" }, gettext("They agree to")), wrong, view), say),
    get input() {
      return view.querySelector("input");
    },
    setWrong(sentence = "") {
      wrong.hidden = !sentence;
      fill(wrong, icon("alert"), sentence);
    },
  };
}

/** @param {Stage} stage @param {Draft} draft */
function owners({ shift: { outing, member } }, draft) {
  const people = othersOf(outing, member).map(({ id, name }) => ({ value: id, label: name }));
  const options = [...(member ? [{ value: member.id, label: gettext("Me") }] : []), ...people, { value: "anyone", label: gettext("Anyone") }];
  const choose = (/** @type {string | undefined} */ owner) => (draft.owner = owner);
  const when = weekdayAndTime(Date.now() + TIME_TO_GET_BACK);
  const labels = options.length > IN_A_ROW ? make("div", { class: "chips tight" }, oneOf(options, draft.owner, choose, "chip")) : row(oneOf(options, draft.owner, choose));
  return make("fieldset", {}, make("legend", { class: "label" }, gettext("Who gets back to them by {when}?", { when })), labels);
}

/** Behind a button, since most cards need none. @param {Draft} draft */
function noteFields({ fields }) {
  const field = personalField({ label: gettext("Note"), hint: gettext("Only what you would let them read."), rows: 3, longest: 1000, value: fields.note, typed: (text) => (fields.note = text) });
  const other = personalField({ label: gettext("Another way to reach them"), hint: gettext("A user name, an address, a neighbour’s door."), value: fields.other, typed: (text) => (fields.other = text) });
  const view = make("div", { class: "f-form-part" }, other.block, field.block);
  view.hidden = !fields.note && !fields.other;
  const open = button("f-note", () => {
    view.hidden = false;
    field.input.focus();
    view.scrollIntoView({ block: "end" });
  }, icon("plus"), gettext("Note"));
  return { view, field, open };
}
