// @ts-check
/** The ways in which something cannot be done, each told apart by its class. */

/** The server, or a rule of the app, said no. `sentence` is for people. */
export class Refused extends Error {
  /** @param {string} code @param {string} sentence @param {number} [status] */
  constructor(code, sentence, status = 0) {
    super(sentence);
    this.code = code;
    this.sentence = sentence;
    this.status = status;
  }
}

/** The server could not be reached, or what answered was not the server. */
export class Offline extends Error {}

/** The phone did not keep it: write on paper. */
export class NotSaved extends Error {}

/** There is no key to seal for, or too much text: nothing was stored. */
export class CannotSeal extends Error {}
