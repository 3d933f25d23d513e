// @ts-check
/** Asks the browser for a subscription and sends it with the form; the page's words stand in the form. */

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-notices]"))) {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) say(form, "unable");
  else form.addEventListener("submit", (event) => ask(event, form));
}

/**
 * The first press asks the browser; its answer sends the form a second time, with the answer in it.
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 */
async function ask(event, form) {
  if (field(form, "endpoint").value) return;
  event.preventDefault();
  say(form, "");
  if ((await Notification.requestPermission()) !== "granted") return say(form, "denied");
  try {
    fill(form, await subscribe(form.dataset.key ?? ""));
    form.requestSubmit();
  } catch {
    say(form, "failed");
  }
}

/** @param {string} key */
async function subscribe(key) {
  const registration = await navigator.serviceWorker.register("/me/notices/worker.js", { scope: "/me/notices/" });
  await until(registration);
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/**
 * Only a worker that is active can be subscribed.
 * @param {ServiceWorkerRegistration} registration
 */
function until(registration) {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return;
  return new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done(null)));
}

/**
 * @param {HTMLFormElement} form
 * @param {PushSubscription} made
 */
function fill(form, made) {
  const { endpoint, keys } = made.toJSON();
  field(form, "point").value = keys?.p256dh ?? "";
  field(form, "auth").value = keys?.auth ?? "";
  field(form, "endpoint").value = endpoint ?? "";
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} what
 */
function say(form, what) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  place.textContent = what ? (form.dataset[what] ?? "") : "";
}
