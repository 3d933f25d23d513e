"""What every screen of the phone has to pass: axe in three looks and both directions, no sideways scrolling, big targets."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.stage import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
LOOKS = ("light", "dark", "sun")
WIDTHS = (320, 360, 390)
HEIGHT = 700
TARGET, IN_ERROR_SUMMARY = 48, 44
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

RUN_AXE = """async (tags) => (await axe.run(document, { runOnly: tags, resultTypes: ["violations"] }))
  .violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`))"""
# What is wider than the screen, or stands beyond its edges; what scrolls in a box of its own may be wider.
SIDEWAYS = """() => {
  const wide = document.scrollingElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  const shown = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && !one.closest(".vh, svg, .filters .chips > *"));
  const out = shown.filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < -1 || right > innerWidth + 1) && getComputedStyle(one).position !== "absolute";
  });
  const cut = [...document.querySelectorAll("dialog[open], .field")].filter((box) => box.scrollWidth > box.clientWidth + 1);
  return [...wide, ...[...out, ...cut].map((one) => `${one.tagName} ${one.className}: ${one.textContent.slice(0, 40)}`)];
}"""
# A hidden radio or tick is pressed by its label; the screen beneath an open sheet cannot be pressed at all.
SMALL_TARGETS = """([least, leastInSummary]) => {
  const scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const controls = [...scope.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")];
  return controls.filter((one) => one.checkVisibility()).flatMap((one) => {
    const pressed = one.matches(".vh, .vh *") || one.matches("input[type=radio], input[type=checkbox]") ? one.closest("label") ?? one : one;
    const { width, height } = pressed.getBoundingClientRect();
    const wanted = one.closest(".wrong-list") ? leastInSummary : least;
    const name = (one.getAttribute("aria-label") || pressed.textContent || one.id).trim().slice(0, 40);
    return Math.min(width, height) < wanted - 0.5 ? [`${name}: ${Math.round(width)} x ${Math.round(height)}`] : [];
  });
}"""


class Looks:
    """Looks at one screen after the other and keeps what is wrong with each."""

    def __init__(self, page: Page):
        assert AXE.exists(), "axe-core is missing: npm ci"
        self.page, self.seen, self.wrong = page, [], []
        self._axe = Path(AXE).read_text()

    def at(self, screen: str) -> None:
        """Whatever is open now."""
        self.seen.append(screen)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(self._axe)
        for direction in ("ltr", "rtl"):
            self.page.evaluate("(way) => (document.documentElement.dir = way)", direction)
            self._sizes(f"{screen}, {direction}")
        self._note(f"{screen}, rtl", self.page.evaluate(RUN_AXE, RULES))
        self.page.evaluate("document.documentElement.dir = 'ltr'")
        for look in LOOKS:
            self.page.evaluate("(look) => (document.documentElement.dataset.theme = look)", look)
            self._note(f"{screen}, {look}", self.page.evaluate(RUN_AXE, RULES))
        self.page.evaluate("delete document.documentElement.dataset.theme")

    def _sizes(self, where: str) -> None:
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self._note(f"{where}, {width} px wide, sideways", self.page.evaluate(SIDEWAYS))
            small = self.page.evaluate(SMALL_TARGETS, [TARGET, IN_ERROR_SUMMARY])
            self._note(f"{where}, {width} px wide, small", small)

    def _note(self, where: str, findings: list[str]) -> None:
        self.wrong += [f"{where}: {finding}" for finding in findings]
