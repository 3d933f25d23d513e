// @ts-check
/** Proof of work, asked for only while many sign up at once: a number with which the digest begins with 15 zeros. */

const BITS = 15;
const AT_A_TIME = 500;

/**
 * @param {string} puzzle
 * @param {(message: Uint8Array, options: {dkLen: number}) => Uint8Array} blake2b
 * @returns {Promise<string>} the puzzle, a blank and the number
 */
export async function solve(puzzle, blake2b) {
  const encoder = new TextEncoder();
  for (let number = 0; ; number++) {
    const text = `${puzzle} ${number}`;
    if (beginsWithZeros(blake2b(encoder.encode(text), { dkLen: 32 }))) return text;
    if (number % AT_A_TIME === 0) await new Promise((done) => setTimeout(done)); // the page stays alive meanwhile
  }
}

/** @param {Uint8Array} digest */
function beginsWithZeros(digest) {
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0) >>> (32 - BITS) === 0;
}
