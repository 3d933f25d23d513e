// @ts-check
/** UUIDv7 that rise within one phone, whatever its clock does. */

const COUNTER_SIZE = 0x1000;

/**
 * @param {Pick<Crypto, "getRandomValues">} crypto
 * @param {() => number} now
 */
export function makeIds(crypto, now) {
  let ms = 0;
  let counter = COUNTER_SIZE;

  return {
    /** A new id, greater than every one made or seen here. */
    next() {
      const random = crypto.getRandomValues(new Uint8Array(10));
      const current = Math.floor(now());
      if (current > ms) {
        ms = current;
        counter = ((random[0] << 8) | random[1]) & 0x7ff;
      } else if (++counter >= COUNTER_SIZE) {
        ms += 1;
        counter = 0;
      }
      return idOf(ms, counter, random.subarray(2));
    },

    /** Rise above an id from before: the last one stored, or one that another tab made. @param {string | undefined} id */
    seen(id) {
      if (!id) return;
      const [theirMs, theirCounter] = [msOf(id), parseInt(id.slice(15, 18), 16)];
      if (theirMs > ms || (theirMs === ms && theirCounter > counter)) [ms, counter] = [theirMs, theirCounter];
    },
  };
}

/** The 16 bytes of an id, as the envelope binds them. @param {string} id */
export function bytesOf(id) {
  const hex = id.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** @param {string} id */
export function msOf(id) {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** @param {number} ms @param {number} counter @param {Uint8Array} random 8 bytes */
function idOf(ms, counter, random) {
  const time = ms.toString(16).padStart(12, "0");
  const tail = [(random[0] & 0x3f) | 0x80, ...random.subarray(1)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const middle = `7${counter.toString(16).padStart(3, "0")}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
