// @ts-check
/**
 * Joining outings: by the pass of a square, by a member's session, and again with the pass that was kept.
 * @import {Store, OutingRow, Change} from "./types.js"
 * @import {Answer, JoinAnswer, makeApi} from "./api.js"
 * @import {makeIds} from "./ids.js"
 */

import { stamp } from "./clock.js";
import { Offline, Refused } from "./errors.js";
import { offeringAgain } from "./outbox.js";

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {ReturnType<typeof makeApi>} parts.api
 * @param {ReturnType<typeof makeIds>} parts.ids
 * @param {() => number} parts.now
 */
export function makeJoining({ store, api, ids, now }) {
  /** @returns {Promise<OutingRow[]>} */
  const rows = () => store.all("outings");

  /**
   * A phone makes a fresh id per outing it joins, so that two groups cannot tell that it is one phone; an outing that
   * it knows keeps its id, so that what it noted stays its own.
   * @param {string} pass
   */
  async function join(pass) {
    const known = (await rows()).find((row) => row.pass === pass);
    const phone = known?.phone ?? ids.next();
    const answer = await ask({ pass, phone: { id: phone } });
    const before = (await rows()).find((row) => row.key === answer.outing.id);
    if (!before || before.phone === phone) return keep(answer, { pass, phone });
    const own = await ask({ pass, phone: { id: before.phone } });
    await endStray(answer.phone_token, answer.outing.id);
    return keep(own, { pass, phone: before.phone });
  }

  /** @param {string} outing @param {string} csrfToken */
  async function joinAsMember(outing, csrfToken) {
    const before = (await rows()).find((row) => row.key === outing);
    const phone = before?.phone ?? ids.next();
    return keep(await ask({ outing, phone: { id: phone } }, { "X-CSRFToken": csrfToken }), { phone });
  }

  /**
   * After 401: the pass that was kept opens again, or it stays shut until somebody shows a new square.
   * @param {OutingRow} row
   * @returns {Promise<OutingRow | undefined>}
   */
  async function rejoin(row) {
    if (!row.pass) return signedOut(row);
    try {
      return await keep(await ask({ pass: row.pass, phone: { id: row.phone } }), { pass: row.pass, phone: row.phone });
    } catch (error) {
      if (error instanceof Refused && [401, 403, 404, 410].includes(error.status)) return signedOut(row);
      throw error;
    }
  }

  /** @param {OutingRow} row */
  async function signedOut(row) {
    await store.change([{ patch: "outings", key: row.key, with: { signedOut: true } }]);
    return undefined;
  }

  /** @param {object} body @param {Record<string, string>} [headers] @returns {Promise<JoinAnswer>} */
  async function ask(body, headers) {
    const answer = await api.join(body, headers);
    if (answer.status !== 201 && answer.status !== 200) throw refusalOf(answer);
    if (!answer.body?.phone_token || !answer.body.outing?.id || !answer.body.group?.id) throw new Offline("not the server");
    return answer.body;
  }

  /** The number under which this phone was known for a moment is not one to wait for. @param {string} token @param {string} outing */
  async function endStray(token, outing) {
    const [id, at] = [ids.next(), stamp(now())];
    const fact = { id, kind: /** @type {const} */ ("shift_ended"), outing, made_at: at, body: {} };
    await api.facts(token, { facts: [fact], waiting: 0, sent_at: at }).catch(() => undefined);
  }

  /** @param {JoinAnswer} answer @param {{pass?: string, phone: string}} as */
  async function keep(answer, as) {
    const { phone_token, group, outing, member, late, generation } = answer;
    const before = /** @type {OutingRow | undefined} */ (await store.get("outings", outing.id));
    /** @type {OutingRow} */
    const row = {
      ...before, ...as, version: 1, key: outing.id, token: phone_token, group, outing, member, generation,
      late: late || undefined, signedOut: undefined, passEndedAt: undefined, etag: undefined,
      joinedAt: before?.joinedAt ?? now(), totals: outing.totals, totalsAt: now(),
    };
    await store.change([{ put: "outings", row }, ...(await restored(before, generation))]);
    return row;
  }

  /** @param {OutingRow | undefined} before @param {string} generation @returns {Promise<Change[]>} */
  async function restored(before, generation) {
    return before?.generation && before.generation !== generation ? offeringAgain(store, before, generation) : [];
  }

  return { join, joinAsMember, rejoin };
}

/** @param {Answer} answer */
export function refusalOf({ status, body }) {
  if (!body?.code) return new Offline(`answered ${status}`);
  return new Refused(body.code, body.sentence ?? "", status);
}
