// @ts-check
/** Turning the whole screen by 180 degrees, where the phone lets an app do that: then its own keyboard turns too. */

const UPSIDE_DOWN = "portrait-secondary";

/** @returns {Promise<(() => void) | undefined>} puts it back; nothing where the screen stayed as it was */
export async function turnScreen() {
  const orientation = /** @type {ScreenOrientation & {lock?: (type: string) => Promise<void>}} */ (screen.orientation);
  if (!orientation?.lock) return undefined;
  const isLocked = await orientation.lock(UPSIDE_DOWN).then(() => true, () => false);
  if (isLocked && orientation.type === UPSIDE_DOWN) return () => orientation.unlock();
  if (isLocked) orientation.unlock();
  return undefined;
}
