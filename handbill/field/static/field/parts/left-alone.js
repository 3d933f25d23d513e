// @ts-check
/** A handed-over phone that nobody touches. */

const ALONE_FOR = 3 * 60_000;

/**
 * @param {() => void} act
 * @returns {() => void} stops watching
 */
export function leftAlone(act) {
  let timer = setTimeout(act, ALONE_FOR);
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(act, ALONE_FOR);
  };
  const types = ["pointerdown", "keydown", "input"];
  for (const type of types) document.addEventListener(type, touched);
  return () => {
    clearTimeout(timer);
    for (const type of types) document.removeEventListener(type, touched);
  };
}
