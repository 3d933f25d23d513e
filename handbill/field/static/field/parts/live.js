// @ts-check
/** The one polite live region. It speaks at most once a second; of what comes quicker, the last word is said. */

const PAUSE = 1000;

/** @param {HTMLElement} region */
export function makeLive(region) {
  let spokenAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string | (() => string)} sentence as a function: put into words when it is its turn, so that taps are summed */
  function say(sentence) {
    clearTimeout(timer);
    timer = setTimeout(() => speak(sentence), Math.max(50, spokenAt + PAUSE - Date.now()));
  }

  /** @param {string | (() => string)} sentence */
  function speak(sentence) {
    spokenAt = Date.now();
    region.textContent = "";
    region.textContent = typeof sentence === "string" ? sentence : sentence();
  }

  return { say };
}
