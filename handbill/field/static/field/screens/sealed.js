// @ts-check
/**
 * Sealed: this phone can no longer read it. One way back, for ten minutes.
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {SealedCard} from "../parts/draft.js"
 */

import { make, renew, rich } from "../parts/dom.js";
import { button, foot, heading } from "../parts/head.js";
import { icon } from "../parts/icons.js";
import { shortDay, weekdayAndTime } from "../parts/times.js";
import { instant } from "../clock.js";
import { CARD_CAN_GO_FOR } from "../recent.js";
import { gettext, timeOf } from "../words.js";

/** @param {Stage} stage @param {SealedCard} card @returns {Screen} */
export function sealed(stage, card) {
  const at = instant(card.fact.made_at);
  const up = () => stage.tools.home(() => stage.go("stall"));
  const again = button("wide btn-text f-again", () => stage.act(() => takeAgain(stage, card)), gettext("Got it wrong? Throw it away and take it again"));
  const timer = setTimeout(() => again.remove(), Math.max(0, at + CARD_CAN_GO_FOR - Date.now()));
  const facts = make("ul", { class: "facts" });
  const draw = () => renew(facts, ...factLines(stage, card));
  draw();
  stage.tools.say(gettext("Sealed. This phone can no longer read it."));
  return {
    name: gettext("Sealed"),
    view: [
      make("main", { class: "sealed" },
        make("div", { class: "card", "aria-hidden": "true" },
          make("div", { class: "flap" }),
          make("p", { class: "stamp" }, gettext("Sealed")),
          make("p", { class: "card-when" }, gettext("{day}, {time}", { day: shortDay(at), time: timeOf(at, at) }))),
        heading(gettext("Sealed. This phone can no longer read it.")),
        make("p", {}, gettext("Only your organisers and whoever gets back to them can open the card, at the desk, with their password. If this phone is lost or taken, nobody gets the name or number.")),
        facts),
      foot(button("btn-solid wide", up, gettext("Back to the stall")), again),
    ],
    changed: draw,
    back: up,
    leave: () => clearTimeout(timer),
  };
}

/** @param {Stage} stage @param {SealedCard} card */
function factLines(stage, card) {
  const isSent = stage.shift.outbox().waiting === 0;
  const saved = isSent ? gettext("Saved, and <b>received by the group</b>") : gettext("Saved on this phone, <b>not sent yet</b>");
  return [
    card.isUnfinished && make("li", {}, icon("alert"), make("span", {}, gettext("It was sealed unfinished, as it was left."))),
    make("li", {}, icon("device"), make("span", {}, ...rich(saved))),
    make("li", {}, icon("clock"), make("span", {}, ...rich(dueSentence(stage, card)))),
  ];
}

/** @param {Stage} stage @param {SealedCard} card */
function dueSentence({ shift: { member, outing } }, { owner, dueAt }) {
  const when = weekdayAndTime(dueAt);
  if (member && owner === member.id) return gettext("You get back to them by <mark>{when}</mark>", { when });
  const person = [outing.lead, ...outing.members].find(({ id }) => id === owner);
  if (person) return gettext("{name} gets back to them by <mark>{when}</mark>", { name: person.name, when });
  return gettext("Somebody gets back to them by <mark>{when}</mark>", { when });
}

/** @param {Stage} stage @param {SealedCard} card */
async function takeAgain(stage, { fact }) {
  await stage.shift.throwAway(fact.id);
  stage.tools.home(() => stage.go("contact", { conversation: fact.body.conversation }));
}
