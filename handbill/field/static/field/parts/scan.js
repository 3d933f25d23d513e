// @ts-check
/** Reading a square with this phone's camera, where its browser can. Nothing of the picture is kept. */

import { make } from "./dom.js";
import { gettext } from "../words.js";

const LOOK_EVERY = 250;

/** @typedef {{detect: (source: HTMLVideoElement) => Promise<{rawValue: string}[]>}} Detector */

export function canScan() {
  return "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);
}

/** @param {(text: string) => void} found */
export async function startScan(found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const view = make("video", { playsinline: true, muted: true, autoplay: true, "aria-label": gettext("What the camera sees") });
  view.srcObject = stream;
  const detector = /** @type {Detector} */ (new /** @type {any} */ (window).BarcodeDetector({ formats: ["qr_code"] }));
  const stop = () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  const timer = setInterval(async () => {
    const [square] = await detector.detect(view).catch(() => []);
    if (!square) return;
    stop();
    found(square.rawValue);
  }, LOOK_EVERY);
  return { view, stop };
}
