// @ts-check
/**
 * The only cryptography on the phone, and it only seals: nothing here can open what it made. Twin of the Python room
 * `keys`; the envelope is KEYS.md's, and tests/vectors hold both to it.
 * @import {Key, Sealed} from "./types.js"
 */

import { CannotSeal } from "./errors.js";
import { bytesOf } from "./ids.js";
import { blake2b, hsalsa, montgomery, pow, xchacha20poly1305, xsalsa20poly1305 } from "./vendor/noble.js";

/** @typedef {"hb-card-1" | "hb-question-1" | "hb-remark-1" | "hb-place-1"} Label */

const VERSION = Uint8Array.of(1);
const BLOCK = 256;
export const LONGEST = 4096;
const MOST_WRAPS = 4;

// RFC 7748's curve, given to noble's ladder without the other curves that come with it.
const P = 2n ** 255n - 19n;
const x25519 = montgomery({ P, type: "x25519", powPminus2: (/** @type {bigint} */ x) => pow(x, P - 2n, P), adjustScalarBytes: clamp });

/** @param {Pick<Crypto, "getRandomValues">} crypto */
export function makeSeal(crypto) {
  /** @param {number} length */
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  /** @type {Map<string, {sender: Uint8Array, nonce: Uint8Array, key: Uint8Array}>} */
  const prepared = new Map();

  /**
   * @param {object} plain what the readers will read
   * @param {{label: Label, id: string, readers: Key[]}} to
   * @returns {Sealed}
   */
  function seal(plain, { label, id, readers }) {
    const keys = different(readers);
    if (!keys.length) throw new CannotSeal("no key");
    const [dataKey, nonce, padded] = [random(32), random(24), pad256(plain)];
    const context = joined(new TextEncoder().encode(label), bytesOf(id));
    const body = xchacha20poly1305(dataKey, nonce, context).encrypt(padded);
    const secret = joined(VERSION, bytesOf(id), dataKey);
    const wraps = keys.map((key) => ({ for: key.id, wrap: base64(boxSeal(secret, key)) }));
    for (const bytes of [dataKey, padded, secret]) bytes.fill(0);
    return { id, ct: base64(joined(VERSION, nonce, body)), wraps };
  }

  /** libsodium's crypto_box_seal. @param {Uint8Array} message @param {Key} reader */
  function boxSeal(message, reader) {
    const { sender, nonce, key } = prepared.get(reader.public) ?? newBox(publicBytes(reader));
    prepared.delete(reader.public);
    const box = xsalsa20poly1305(key, nonce).encrypt(message);
    key.fill(0);
    return joined(sender, box);
  }

  /** A sender for one box: the curve's part of the work. @param {Uint8Array} reader */
  function newBox(reader) {
    const secret = random(32);
    const sender = x25519.getPublicKey(secret);
    const box = { sender, nonce: blake2b(joined(sender, reader), { dkLen: 24 }), key: boxKey(x25519.getSharedSecret(secret, reader)) };
    secret.fill(0);
    return box;
  }

  return {
    seal,

    /** Does the slow part of the next card's wraps while nobody waits; each is used once, and lies in memory alone. @param {Key[]} readers */
    prepare(readers) {
      for (const key of different(readers)) if (!prepared.has(key.public)) prepared.set(key.public, newBox(publicBytes(key)));
    },

    /** Seals something empty, so that the first real card finds the engine warm. */
    warmUp() {
      const reader = { id: "00000000-0000-7000-8000-000000000000", public: base64(x25519.getPublicKey(random(32))) };
      seal({ v: 1 }, { label: "hb-card-1", id: reader.id, readers: [reader] });
    },
  };
}

/** How many bytes of a card or text are too many for its envelope; 0 when it fits. @param {object} plain */
export function bytesTooMany(plain) {
  return Math.max(0, new TextEncoder().encode(JSON.stringify(plain)).length - LONGEST);
}

/** The UTF-8 JSON and spaces up to a multiple of 256 bytes, so that a length tells next to nothing. @param {object} plain */
function pad256(plain) {
  const text = new TextEncoder().encode(JSON.stringify(plain));
  if (text.length > LONGEST) throw new CannotSeal("longer than 4096 bytes");
  const padded = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK).fill(0x20);
  padded.set(text);
  text.fill(0);
  return padded;
}

/** Readers once each, at most four. @param {Key[]} readers */
function different(readers) {
  return [...new Map(readers.map((key) => [key.id, key])).values()].slice(0, MOST_WRAPS);
}

/** @param {Key} key */
function publicBytes(key) {
  const bytes = Uint8Array.from(atob(key.public), (letter) => letter.charCodeAt(0));
  if (bytes.length !== 32) throw new CannotSeal("not a key");
  return bytes;
}

/** The key of crypto_box: HSalsa20 of the shared secret. @param {Uint8Array} shared */
function boxKey(shared) {
  const sigma = words(new TextEncoder().encode("expand 32-byte k"));
  const key = new Uint32Array(8);
  hsalsa(sigma, words(shared), new Uint32Array(4), key);
  shared.fill(0);
  return new Uint8Array(key.buffer);
}

/** @param {Uint8Array} bytes */
function words(bytes) {
  return new Uint32Array(bytes.slice().buffer);
}

/** @param {Uint8Array} scalar */
function clamp(scalar) {
  scalar[0] &= 248;
  scalar[31] = (scalar[31] & 127) | 64;
  return scalar;
}

/** @param {...Uint8Array} parts */
function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}
