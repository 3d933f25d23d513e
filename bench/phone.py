"""What the phone app weighs, and how fast it starts offline beside an empty page, both in the same run.

    python bench/phone.py [--rounds 5] [--slower 4] [--facts 5000]

Each start is a new browser on a profile of its own, with every server stopped, at a slowed-down CPU; the page, the app
and (unless --facts 0) the app with that many facts waiting are started in turn, and the median is told. The empty page
has a service worker and a script of one line, like the app's own stripped of everything. No test: nothing fails by it.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import os
import statistics
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.browser.stage import Phone, Server  # noqa: E402
from tests.browser.stall import Stall  # noqa: E402

EMPTY = {
    "index.html": '<!doctype html><html lang="en"><title>empty</title><script type="module" src="page.js"></script><body>',
    "page.js": 'document.body.innerHTML = "<main class=keys>ready</main>"; navigator.serviceWorker.register("worker.js");',
    "worker.js": """self.addEventListener("install", (event) => event.waitUntil(caches.open("empty").then((cache) =>
  cache.addAll(["./", "page.js"]))));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(caches.match(event.request).then((kept) => kept ||
  fetch(event.request))));""",
}
# So long nothing is asked of the page: what the asking itself puts into it would cost as much as half a start.
QUIET = 4000
# The moment the keys stand there and a frame with them has been drawn, counted from the start of the navigation.
WATCH = """new MutationObserver((_, watch) => {
  if (!document.querySelector(".keys")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => (window.readyAfter = performance.now())));
}).observe(document, { childList: true, subtree: true });"""
# Facts as the app itself stores them, after those that are there.
FILL = """async (n) => {
  const open = await new Promise((done) => (indexedDB.open("handbill-field").onsuccess = ({ target }) => done(target.result)));
  const rows = (mode) => open.transaction("outbox", mode, { durability: "strict" }).objectStore("outbox");
  const [first] = await new Promise((done) => (rows("readonly").getAll().onsuccess = ({ target }) => done(target.result)));
  const all = rows("readwrite");
  const start = parseInt(first.id.slice(0, 8) + first.id.slice(9, 13), 16);
  for (let at = 1; at <= n; at++) {
    const time = (start + at).toString(16).padStart(12, "0");
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${at.toString(16).padStart(12, "0")}`;
    const fact = { ...first.fact, id, kind: at % 2 ? "conversation" : "handout", body: at % 2 ? {} : { copies: 1, way: "hand" } };
    all.put({ ...first, id, fact });
  }
  await new Promise((done) => (all.transaction.oncomplete = done));
  open.close();
}"""


def main() -> None:
    asked = _arguments()
    _tell_weights()
    with tempfile.TemporaryDirectory(prefix="handbill-bench-") as folder, sync_playwright() as playwright:
        starts = _prepared(Path(folder), playwright, asked.facts)
        times = {name: [] for name in starts}
        for _ in range(asked.rounds):
            for name, (phone, address) in starts.items():
                times[name].append(_start(phone, address, asked.slower))
        _tell_times(asked, times)


def _prepared(folder: Path, playwright, facts: int) -> dict[str, tuple[Phone, str]]:
    """A profile for each of the three, with everything kept; no server runs any more."""
    with _empty_server(folder / "empty") as empty:
        kept = "navigator.serviceWorker.ready.then(() => caches.match('./')).then(Boolean)"
        page_phone = _phone(folder, playwright, "page", lambda page: (page.goto(empty), page.evaluate(kept)))
    server = Server(folder / "demo").start()
    link, field = server.shown["pass"], server.shown["desk"] + "field/"
    stalls = {"the app": 0} | ({f"the app, {facts:,} facts waiting": facts} if facts else {})
    phones = {name: Phone(playwright, folder / "profiles" / str(n)) for name, n in stalls.items()}
    for name, n in stalls.items():
        stall = Stall(phones[name].start(), name)
        stall.join(link, 40)
        if n == 0:
            phones[name].quit()
    server.stop()
    for name, n in stalls.items():
        if n:
            page = phones[name].browser.contexts[0].pages[0]
            page.get_by_role("button", name="conversation").click()
            page.get_by_role("button", name="Done").click()
            page.evaluate(FILL, n)
            page.reload()
            page.wait_for_timeout(6000)  # what the app does in a quiet moment after its start
            phones[name].quit()
    return {"an empty page": (page_phone, empty), **{name: (phone, field) for name, phone in phones.items()}}


def _phone(folder: Path, playwright, name: str, visit) -> Phone:
    phone = Phone(playwright, folder / "profiles" / name)
    visit(phone.start())
    phone.quit()
    return phone


@contextlib.contextmanager
def _empty_server(folder: Path):
    folder.mkdir()
    for name, content in EMPTY.items():
        (folder / name).write_text(content)
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def _start(phone: Phone, address: str, slower: float) -> float:
    """Milliseconds from the navigation of a new browser to a drawn, ready page."""
    page: Page = phone.start()
    page.add_init_script(WATCH)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    page.wait_for_timeout(QUIET)
    took = page.evaluate("window.readyAfter ?? 0")
    phone.quit()
    assert took, f"{address} was not ready after {QUIET} ms"
    return took


def _tell_weights() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from handbill.field import assets

    kept = {name: asset for name, asset in assets.current().assets.items() if assets.is_kept(name)}
    print(f"{'kept on the phone':<28}{'files':>6}{'plain':>11}{'compressed':>12}")
    for kind, ends in {
        "scripts": (".js",),
        "styles": (".css",),
        "letters": (".woff2",),
        "pictures": (".png", ".svg"),
    }.items():
        ours = [asset for name, asset in kept.items() if name.endswith(ends)]
        packed = sum(len(asset.packed or asset.plain) for asset in ours)
        print(f"{kind:<28}{len(ours):>6}{sum(len(asset.plain) for asset in ours):>11,}{packed:>12,}")
    whole = sum(len(asset.packed or asset.plain) for asset in kept.values())
    print(f"{'all':<28}{len(kept):>6}{sum(len(asset.plain) for asset in kept.values()):>11,}{whole:>12,}")
    stream = gzip.compress(b"".join(asset.plain for name, asset in sorted(kept.items()) if name.endswith(".js")), 9)
    print(f"{'scripts as one stream':<28}{'':>6}{'':>11}{len(stream):>12,}\n", flush=True)


def _tell_times(asked, times: dict[str, list[float]]) -> None:
    empty = statistics.median(times["an empty page"])
    print(f"ready after, offline, new browser, CPU {asked.slower:g} times slower, median of {asked.rounds}")
    for name, took in times.items():
        median = statistics.median(took)
        spread = f"{min(took):,.0f} to {max(took):,.0f}"
        print(f"{name:<34}{median:>8,.0f} ms{median / empty:>8.2f} times   {spread}")


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--facts", type=int, default=5000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
