// @ts-check
// An open session locks after half an hour of rest. Two minutes before, the page says so and offers to stay open; what is
// being written stays where it is either way.

const WARN_MS = 2 * 60 * 1000;

/**
 * @param {Document} page its element #open-state carries `data-open-until` (a time) and `data-open-for` (seconds)
 * @param {{now: () => number, every: (act: () => void) => unknown, fetch: (address: string) => Promise<Response>}} browser
 */
export function warnBeforeLocking(page, browser) {
  const state = page.getElementById("open-state");
  const warning = page.getElementById("locks-soon");
  if (!state || !warning) return;
  let until = Date.parse(state.dataset.openUntil ?? "");
  const rest = Number(state.dataset.openFor) * 1000;
  const stayOpen = () => (until = browser.now() + rest);
  const look = () => {
    const left = until - browser.now();
    warning.hidden = left > WARN_MS || left <= 0;
    page.getElementById("is-locked")?.toggleAttribute("hidden", left > 0);
  };
  page.addEventListener("htmx:after:request", stayOpen);
  warning.querySelector("button")?.addEventListener("click", async () => {
    const answer = await browser.fetch(state.dataset.keepOpen ?? "").catch(() => null);
    if (answer?.ok && !answer.redirected) stayOpen();
    look();
  });
  browser.every(look);
}
