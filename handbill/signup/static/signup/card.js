// @ts-check
/** What a reader typed, as the card that is sealed; and what is wrong with it. Pure. */

const PHONE_CHANNELS = ["phone", "text", "signal", "whatsapp"];
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u;
const LEAST_DIGITS = 5;
const MOST_DIGITS = 15;

/**
 * @typedef {{purpose: string, channel: string, wording: string}} Consent
 * @typedef {Pick<FormData, "get" | "getAll">} Typed
 */

/**
 * Only what somebody gets back to them for stands on the card: news is agreed to by e-mail, later, and texts beside it.
 * @param {Typed} typed
 * @param {Record<string, Consent>} offered
 * @param {string} language
 * @param {string} madeAt
 */
export function cardOf(typed, offered, language, madeAt) {
  const agreed = typed.getAll("agreed").map((code) => offered[String(code)]);
  return {
    v: 1,
    ...waysIn(typed),
    note: "",
    language,
    consents: agreed.filter((consent) => consent && consent.purpose === "follow_up"),
    made_at: madeAt,
  };
}

/** The ids of the sentences to show; none when all is well. @param {Typed} typed */
export function wrongWith(typed) {
  const { phone, email, other } = waysIn(typed);
  const channels = typed.getAll("agreed").map((code) => String(code).split("-")[1]);
  /** @type {[string, boolean][]} */
  const checks = [
    ["phone-odd", phone !== "" && !isDiallable(phone)],
    ["email-odd", email !== "" && !ADDRESS.test(email)],
    ["phone-missing", !phone && !email && !other],
    ["phone-needed", !phone && Boolean(email || other) && channels.some((channel) => PHONE_CHANNELS.includes(channel))],
    ["email-needed", !email && Boolean(phone || other) && channels.includes("email")],
    ["other-needed", !other && Boolean(phone || email) && channels.includes("other")],
    ["agreed-missing", !channels.length],
  ];
  return checks.filter(([, isWrong]) => isWrong).map(([id]) => id);
}

/** @param {Typed} typed */
function waysIn(typed) {
  const [name, phone, email, other] = ["name", "phone", "email", "other"].map((field) => String(typed.get(field) ?? "").trim());
  return { name, phone, email, other };
}

/** As far as it can be told without a list of all countries. @param {string} phone */
function isDiallable(phone) {
  const digits = phone.replace(/[^\p{Nd}]/gu, "").length;
  return digits >= LEAST_DIGITS && digits <= MOST_DIGITS;
}
