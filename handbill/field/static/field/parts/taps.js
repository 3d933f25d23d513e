// @ts-check
/** What counts as a tap with wet or gloved hands: not the bounce of a finger, not the palm. */

const BOUNCE = 150;
const PALM = 3;
const AFTER_A_PALM = 400;

/** @type {WeakMap<EventTarget, number>} */
const lastTaps = new WeakMap();
let palmUntil = 0;

/** Three fingers at once are a palm or a sleeve. Called once for the whole page. @param {EventTarget} page */
export function watchForPalms(page) {
  const look = (/** @type {any} */ event) => {
    if (event.touches.length >= PALM) palmUntil = event.timeStamp + AFTER_A_PALM;
  };
  for (const type of ["touchstart", "touchend"]) page.addEventListener(type, look, { passive: true, capture: true });
}

/**
 * The listener of a key: ignores a second tap on the same key inside 150 ms, and palms.
 * @param {(event: Event) => void} act
 * @returns {(event: Event) => void}
 */
export function onTap(act) {
  return (event) => {
    const key = /** @type {EventTarget} */ (event.currentTarget);
    const isBounce = event.timeStamp - (lastTaps.get(key) ?? -BOUNCE) < BOUNCE;
    lastTaps.set(key, event.timeStamp);
    if (!isBounce && event.timeStamp >= palmUntil) act(event);
  };
}
