// @ts-check
// Saving by itself while somebody writes. What could not be saved is kept in this window, and saved when the desk answers
// again. What somebody else saved meanwhile is never written over: then it stops and says so.

export const REST_MS = 1500; // after the last letter
export const AGAIN_MS = 15_000; // after a try that failed

/**
 * @typedef {{kind: "saved", version: number, saved: string, room?: {room: number, page: number} | null}
 *   | {kind: "refused", sentence: string, isFinal: boolean} | {kind: "away"} | {kind: "unreachable"}} Answer
 * @typedef {Object} Surroundings
 * @property {(fields: Record<string, string>) => Promise<Answer>} send
 * @property {{getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void}} kept
 * @property {(act: () => void, ms: number) => unknown} later
 * @property {(timer: any) => void} never
 * @property {(state: "writing" | "saving" | "saved" | "refused" | "kept" | "away", answer?: Answer) => void} tell
 */

export class Autosave {
  /**
   * @param {string} key of this piece, for what is kept
   * @param {() => Record<string, string>} read the fields as they are
   * @param {{version: number, fields: Record<string, string>}} seen what the desk sent; what was written before this began differs from it
   * @param {Surroundings} around
   */
  constructor(key, read, seen, around) {
    this.key = `handbill.piece.${key}`;
    this.read = read;
    this.version = seen.version;
    this.around = around;
    this.last = JSON.stringify(seen.fields);
    this.timer = null;
    this.isSending = false;
    this.isStopped = false;
  }

  /** What this window kept of an earlier try, where it is not what stands here. @returns {Record<string, string> | null} */
  keptFields() {
    const text = this.around.kept.getItem(this.key);
    if (!text) return null;
    try {
      const { fields } = JSON.parse(text);
      return JSON.stringify(fields) === this.last ? null : fields;
    } catch {
      return null;
    }
  }

  get isDirty() {
    return JSON.stringify(this.read()) !== this.last;
  }

  /** Something was written. */
  written() {
    if (this.isStopped || !this.isDirty) return;
    this.around.tell("writing");
    this.wait(REST_MS);
  }

  /** @param {number} ms */
  wait(ms) {
    this.around.never(this.timer);
    this.timer = this.around.later(() => this.save(), ms);
  }

  /** Send what is there; one at a time. */
  async save() {
    if (this.isStopped || this.isSending || !this.isDirty) return;
    const fields = this.read();
    const text = JSON.stringify(fields);
    this.isSending = true;
    this.keep(fields);
    this.around.tell("saving");
    const answer = await this.around.send({ ...fields, version: String(this.version) });
    this.isSending = false;
    this.answered(answer, text);
  }

  /** @param {Answer} answer @param {string} text what was sent */
  answered(answer, text) {
    if (answer.kind === "saved") {
      this.version = answer.version;
      this.last = text;
      this.around.tell("saved", answer);
      if (this.isDirty) this.wait(REST_MS);
      else this.around.kept.removeItem(this.key);
    } else if (answer.kind === "refused") {
      this.isStopped = answer.isFinal;
      this.around.tell("refused", answer);
    } else {
      this.around.tell(answer.kind === "away" ? "away" : "kept");
      this.wait(AGAIN_MS);
    }
  }

  /** The form goes by itself now. */
  stop() {
    this.isStopped = true;
    this.around.never(this.timer);
    this.around.kept.removeItem(this.key);
  }

  /** @param {Record<string, string>} fields */
  keep(fields) {
    try {
      this.around.kept.setItem(this.key, JSON.stringify({ fields }));
    } catch {
      // A window that keeps nothing still has it in the form.
    }
  }
}

/** How many words a reader reads, near enough while somebody types. @param {string} text */
export function words(text) {
  return text.replace(/!\[[^[\]]*\]\([^()]*\)/g, " ").replace(/\]\([^()]*\)/g, " ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
