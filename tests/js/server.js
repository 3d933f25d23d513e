/**
 * A server after SYNC.md, small enough to read: passes, tokens, receipts, generation; and a net that loses things.
 * `fetch` is what the phone gets.
 */
import { randomUUID } from "node:crypto";

export const GROUP = { id: "018f0000-0000-7000-8000-00000000000a", name: "Aldermouth Tenants' Union", language: "en", country: "GB" };
export const LEAD = "018f0000-0000-7000-8000-0000000000a1";
const MOST_FACTS = 500;

export function server({ keys } = {}) {
  const group = { ...GROUP, key: keys?.group, texts_key: keys?.texts };
  const lead = { id: LEAD, name: "Ada", key: keys?.lead };
  const world = {
    group, lead, generation: "g1", limit: MOST_FACTS, requests: [], filed: new Map(), phones: new Map(),
    passes: new Map([["pass-1", { outing: outingOf(group, lead, "018f0000-0000-7000-8000-0000000000b1"), state: "open" }]]),
    /** called with each request: may return a Response, or throw, before the server sees it */
    before: () => undefined,
    /** called with each answer after the server has done its work: may throw, the answer is lost then */
    after: (answer) => answer,
    /** the verdict over a new fact */
    verdict: () => ({ verdict: "filed" }),
    endTokens: () => world.phones.clear(),
  };

  world.fetch = async (path, request = {}) => {
    const asked = { path, method: request.method ?? "GET", headers: request.headers ?? {}, body: request.body && JSON.parse(request.body) };
    world.requests.push(asked);
    const answer = (await world.before(asked)) ?? answerTo(world, asked);
    return world.after(answer);
  };
  world.factsRequests = () => world.requests.filter(({ path }) => path.endsWith("/facts"));
  return world;
}

export function json(status, body, headers = {}) {
  return new Response(status === 304 ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

function answerTo(world, asked) {
  const doors = { join, facts: takeFacts, outing: showOuting };
  const name = asked.path.split("/").at(-1);
  if (!asked.path.startsWith("/field/api/1/") || !doors[name]) return json(404, { code: "not_found", sentence: "There is no such page." });
  return doors[name](world, asked);
}

function join(world, { body }) {
  const isMember = body.outing !== undefined;
  const pass = isMember ? [...world.passes.values()].find(({ outing }) => outing.id === body.outing) : world.passes.get(body.pass);
  if (!pass) return json(404, { code: "pass_unknown", sentence: "This square is not known." });
  if (pass.state === "revoked") return json(410, { code: "pass_ended", sentence: "This square has been ended." });
  const token = randomUUID();
  for (const [old, phone] of world.phones) if (phone.id === body.phone.id && phone.outing === pass.outing.id) world.phones.delete(old);
  world.phones.set(token, { id: body.phone.id, outing: pass.outing.id });
  const late = pass.state === "late" || undefined;
  const member = isMember ? { id: "018f0000-0000-7000-8000-0000000000a2", name: "Ben", key: world.lead.key } : undefined;
  return json(201, { phone_token: token, group: world.group, outing: pass.outing, member, late, generation: world.generation, server_time: "2026-09-12T15:00:00Z" });
}

function phoneOf(world, { headers }) {
  return world.phones.get((headers.Authorization ?? "").replace("Phone ", ""));
}

function takeFacts(world, asked) {
  if (!(asked.body.waiting >= 0)) return json(400, { code: "not_json", sentence: "See the field waiting." });
  if (asked.body.facts.length > world.limit) return json(413, { code: "too_large", sentence: "Too much at once." });
  const phone = phoneOf(world, asked);
  if (!phone) return json(401, { code: "phone_unknown", sentence: "This phone is not known here." });
  Object.assign(phone, { waiting: asked.body.waiting });
  const receipts = asked.body.facts.map((fact) => judge(world, phone, fact));
  return json(200, { receipts, totals: { copies: world.filed.size }, generation: world.generation, server_time: "2026-09-12T15:00:00Z" });
}

function judge(world, phone, fact) {
  const content = JSON.stringify([fact.kind, fact.outing, fact.made_at, fact.body]);
  const known = world.filed.get(fact.id);
  if (known) return known.content === content ? { id: fact.id, verdict: "known" } : { id: fact.id, verdict: "refused", code: "id_taken" };
  const verdict = world.verdict(fact);
  if (verdict.verdict === "filed") world.filed.set(fact.id, { fact, content, phone: phone.id });
  return { id: fact.id, ...verdict };
}

function showOuting(world, asked) {
  const phone = phoneOf(world, asked);
  if (!phone) return json(401, { code: "phone_unknown", sentence: "This phone is not known here." });
  const pass = [...world.passes.values()].find(({ outing }) => outing.id === phone.outing);
  if (pass.state !== "open") return json(410, { code: "pass_ended", sentence: "This square has been ended." });
  const etag = `"${pass.outing.version}-${world.generation}"`;
  if (asked.headers["If-None-Match"] === etag) return json(304);
  return json(200, { group: world.group, outing: pass.outing, generation: world.generation, server_time: "2026-09-12T15:00:00Z" }, { ETag: etag });
}

export function outingOf(group, lead, id) {
  return {
    id, place: "Ferry Square market", setting: "stall", starts_at: "2026-09-12T15:00:00+01:00", ends_at: "2026-09-12T17:00:00+01:00",
    lead, members: [lead], goals: {}, guide: [], questions: [{ id: "018f0000-0000-7000-8000-0000000000c1", text: "damp" }],
    wordings: [], batches: [], totals: { copies: 0 }, version: 1,
  };
}
