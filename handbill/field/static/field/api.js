// @ts-check
/**
 * The server's three addresses (SYNC.md). Whatever does not answer like the server (no signal, a café's sign-in page,
 * a proxy's error page) is Offline.
 * @import {Env, Fact, Group, Outing, Member, Totals} from "./types.js"
 * @import {Receipt} from "./outbox.js"
 */

import { SECOND } from "./clock.js";
import { Offline } from "./errors.js";

export const BASE = "/field/api/1/";
const PATIENCE = 30 * SECOND;

/** @typedef {{status: number, body: any, etag?: string, retryAfter?: number}} Answer */
/**
 * @typedef {object} JoinAnswer
 * @property {string} phone_token
 * @property {Group} group
 * @property {Outing} outing
 * @property {Member} [member]
 * @property {boolean} [late]
 * @property {string} generation
 */
/** @typedef {{receipts: Receipt[], totals: Totals, generation: string}} FactsAnswer */

/** @param {Pick<Env, "fetch" | "setTimeout" | "clearTimeout">} env */
export function makeApi(env) {
  /** @param {string} path @param {RequestInit} request @returns {Promise<Answer>} */
  async function ask(path, request) {
    const patience = new AbortController();
    const timer = env.setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await env.fetch(BASE + path, { cache: "no-store", redirect: "error", signal: patience.signal, ...request });
      return await readAnswer(answer);
    } catch {
      throw new Offline("the server could not be reached");
    } finally {
      env.clearTimeout(timer);
    }
  }

  return {
    /** @param {object} body @param {Record<string, string>} [headers] */
    join: (body, headers) => ask("join", posting(body, headers)),

    /** @param {string} token @param {{facts: Fact[], waiting: number, sent_at: string}} body */
    facts: (token, body) => ask("facts", posting(body, authorization(token))),

    /** @param {string} token @param {string} [etag] */
    outing: (token, etag) => ask("outing", { headers: { ...authorization(token), ...(etag ? { "If-None-Match": etag } : {}) } }),
  };
}

/** @param {string} token */
function authorization(token) {
  return { Authorization: `Phone ${token}` };
}

/** @param {object} body @param {Record<string, string>} [headers] @returns {RequestInit} */
function posting(body, headers) {
  return { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** @param {Response} answer @returns {Promise<Answer>} */
async function readAnswer(answer) {
  const { status, headers } = answer;
  const body = status === 304 ? {} : await bodyOf(answer);
  const retryAfter = Number(headers.get("Retry-After")) * SECOND || undefined;
  return { status, body, etag: headers.get("ETag") ?? undefined, retryAfter };
}

/** A proxy may put its own page around an error; its number still counts. @param {Response} answer */
async function bodyOf(answer) {
  if (answer.ok) return answer.json();
  return answer.json().catch(() => ({}));
}
