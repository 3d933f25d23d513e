// @ts-check
/** The browser makes a passkey, or shows one, and its answer is sent with the form; the page's words stand in the form. */

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  if (!("credentials" in navigator) || !("PublicKeyCredential" in window)) say(form, "unable");
  else form.addEventListener("submit", (event) => ask(event, form));
}

/**
 * The first press asks the browser; its answer sends the form a second time, with the answer in it.
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 */
async function ask(event, form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("answer"));
  if (field.value) return;
  event.preventDefault();
  say(form, "");
  try {
    const options = JSON.parse(form.dataset.options ?? "");
    const made = form.dataset.passkey === "new" ? await make(options) : await show(options);
    field.value = JSON.stringify(made);
    form.requestSubmit();
  } catch {
    say(form, "failed");
  }
}

/** @param {any} options */
async function make(options) {
  const excluded = options.excludeCredentials ?? [];
  const publicKey = {
    ...options,
    challenge: fromText(options.challenge),
    user: { ...options.user, id: fromText(options.user.id) },
    excludeCredentials: excluded.map(described),
  };
  const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey }));
  const answer = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  return wired(made, { attestationObject: toText(answer.attestationObject) });
}

/** @param {any} options */
async function show(options) {
  const allowed = options.allowCredentials ?? [];
  const publicKey = { ...options, challenge: fromText(options.challenge), allowCredentials: allowed.map(described) };
  const shown = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
  const answer = /** @type {AuthenticatorAssertionResponse} */ (shown.response);
  return wired(shown, { authenticatorData: toText(answer.authenticatorData), signature: toText(answer.signature) });
}

/**
 * @param {PublicKeyCredential} credential
 * @param {Record<string, string>} response
 */
function wired(credential, response) {
  const clientDataJSON = toText(credential.response.clientDataJSON);
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: { clientDataJSON, ...response } };
}

/** @param {{ id: string, type: string }} one */
function described(one) {
  return { ...one, id: fromText(one.id) };
}

/** @param {string} text base64url */
function fromText(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer} bytes */
function toText(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Shows one of the sentences that wait in the page, or none.
 * @param {HTMLFormElement} form
 * @param {string} what
 */
function say(form, what) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-said]"))) one.hidden = one.dataset.said !== what;
}
