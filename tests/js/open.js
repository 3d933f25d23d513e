/** The reader's side of the envelope, which phones do not have: opens what was sealed, with the secret of one reader. */
import { bytesOf } from "../../handbill/field/static/field/ids.js";
import { blake2b, hsalsa, montgomery, pow, xchacha20poly1305, xsalsa20poly1305 } from "../../handbill/field/static/field/vendor/noble.js";

const P = 2n ** 255n - 19n;
const x25519 = montgomery({ P, type: "x25519", powPminus2: (x) => pow(x, P - 2n, P), adjustScalarBytes: clamp });

export function publicOf(secret) {
  return x25519.getPublicKey(secret);
}

export function open({ label, id, sealed, secret, keyId }) {
  const wrap = bytes(sealed.wraps.find((one) => one.for === keyId).wrap);
  const inner = openBox(wrap, secret);
  if (inner[0] !== 1 || Buffer.compare(inner.subarray(1, 17), bytesOf(id)) !== 0) throw new Error("the wrap of another card");
  const ct = bytes(sealed.ct);
  if (ct[0] !== 1) throw new Error("another version");
  const context = new Uint8Array([...new TextEncoder().encode(label), ...bytesOf(id)]);
  const plain = xchacha20poly1305(inner.subarray(17), ct.slice(1, 25), context).decrypt(ct.slice(25));
  return { plain: JSON.parse(new TextDecoder().decode(plain)), length: plain.length };
}

function openBox(box, secret) {
  const sender = box.slice(0, 32);
  const nonce = blake2b(new Uint8Array([...sender, ...publicOf(secret)]), { dkLen: 24 });
  const key = new Uint32Array(8);
  const sigma = new Uint32Array(new TextEncoder().encode("expand 32-byte k").slice().buffer);
  hsalsa(sigma, new Uint32Array(x25519.getSharedSecret(secret, sender).slice().buffer), new Uint32Array(4), key);
  return xsalsa20poly1305(new Uint8Array(key.buffer), nonce).decrypt(box.slice(32));
}

function clamp(scalar) {
  scalar[0] &= 248;
  scalar[31] = (scalar[31] & 127) | 64;
  return scalar;
}

function bytes(base64) {
  return new Uint8Array(Buffer.from(base64, "base64"));
}
