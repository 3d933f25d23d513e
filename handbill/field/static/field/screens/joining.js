// @ts-check
/**
 * Joining an outing by its square, or from the desk as a member. With no signal it waits and tries again; what does not
 * open says who can help.
 * @import {Invitation} from "../parts/invitation.js"
 * @import {Stage, Screen} from "../parts/stage.js"
 * @import {Joined} from "../types.js"
 */

import { Offline, Refused } from "../errors.js";
import { fill, make } from "../parts/dom.js";
import { button, flash, foot, heading } from "../parts/head.js";
import { invitationIn } from "../parts/invitation.js";
import { gettext } from "../words.js";

const AGAIN = 8000;

/** @param {Stage} stage @param {{text: string}} about what stands behind # @returns {Screen} */
export function joining(stage, { text }) {
  const invitation = invitationIn(text);
  const body = make("main", { class: "pad f-words" });
  const ends = make("div", { class: "f-end" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isOpen = true;
  const tryNow = async () => {
    clearTimeout(timer);
    fill(body, heading(gettext("Joining…")), make("p", { role: "status" }, gettext("The phone fetches the outing. It takes a moment.")));
    fill(ends);
    const refusal = await join(stage, invitation).catch((error) => error);
    if (!isOpen) return;
    if (refusal instanceof Refused) return show(...refused(refusal, invitation));
    if (!(refusal instanceof Offline)) return refusal instanceof Error ? stage.failed(refusal) : arrived(stage, refusal);
    timer = setTimeout(tryNow, AGAIN);
    return show(offlineWords(), [button("btn-solid wide", () => void tryNow(), gettext("Try again"))]);
  };
  const show = (/** @type {Node[]} */ words, /** @type {Node[]} */ buttons) => {
    fill(body, ...words);
    fill(ends, foot(...buttons, button(buttons.length ? "wide" : "btn-solid wide", () => leave(stage), gettext("Scan another square"))));
  };
  window.addEventListener("online", tryNow);
  void tryNow();
  return {
    name: gettext("Joining"),
    view: [body, ends],
    back: () => leave(stage),
    leave: () => {
      isOpen = false;
      clearTimeout(timer);
      window.removeEventListener("online", tryNow);
    },
  };
}

/** @param {Stage} stage */
function leave(stage) {
  stage.go("nothing", { again: stage.app.outings().length > 0 });
}

/** @param {Stage} stage @param {Invitation} [invitation] @returns {Promise<Joined>} */
async function join({ app }, invitation) {
  if (!invitation) throw new Refused("no_square", gettext("This is not the square of an outing."));
  return "pass" in invitation ? app.join(invitation.pass) : app.joinAsMember(invitation.outing, invitation.token);
}

/** @param {Stage} stage @param {Joined} joined */
async function arrived(stage, joined) {
  if (!joined.late) return stage.go("start", { chosen: joined.key });
  await stage.open(joined.key);
  return stage.go("outbox");
}

/** Words and buttons. @param {Refused} refusal @param {Invitation} [invitation] @returns {[Node[], Node[]]} */
function refused({ code, sentence }, invitation) {
  const why = make("p", { dir: "auto" }, sentence || gettext("The desk did not say why."));
  if (!invitation || "pass" in invitation) {
    const instead = gettext("Nothing on this phone was changed. Ask for the square of today’s outing, or use a tally sheet.");
    return [[heading(gettext("This square does not open")), why, flash("sheet", instead)], []];
  }
  const instead = gettext("Nothing on this phone was changed. The outing’s square works without signing in.");
  return [[heading(gettext("This phone has not joined")), why, flash("square", instead)], [wayBack(code, `/outings/${invitation.outing}/`)]];
}

/** To the desk: each page there makes a link of its own. @param {string} code @param {string} outing */
function wayBack(code, outing) {
  const isSignedOut = code === "signed_out";
  const href = isSignedOut ? `/sign-in/?next=${outing}` : outing;
  return make("a", { class: "btn btn-solid wide", href }, isSignedOut ? gettext("Sign in at the desk") : gettext("Open the outing at the desk"));
}

function offlineWords() {
  return [
    heading(gettext("No signal to join")),
    make("p", {}, gettext("Joining needs signal or wifi once, for a moment. It tries again by itself.")),
    flash("sheet", gettext("No signal here at all? Use a tally sheet: it is typed in tonight and counts the same.")),
  ];
}
