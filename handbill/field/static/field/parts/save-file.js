// @ts-check
/**
 * The rescue file: what the group has not received, sealed as it is, as a file that any member can bring in.
 * @import {Stage} from "./stage.js"
 */

import { make } from "./dom.js";
import { gettext } from "../words.js";

/** @param {Stage} stage */
export async function saveFile(stage) {
  const day = new Date().toISOString().slice(0, 10);
  const address = URL.createObjectURL(await stage.shift.rescueFile());
  make("a", { href: address, download: `handbill-${day}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  stage.tools.say(gettext("The file is saved. Any member can bring it in at the desk."));
}
