"""Every page of the desk at 320 px, with letters of twice the size, and for whoever asked for less motion."""

import pytest

from tests.browser.test_axe import DESK, ORIGIN, _answer, at_the_stall, pages  # noqa: F401  fixtures
from tests.rights.world import named  # noqa: F401  a fixture

pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]

NARROW = {"width": 320, "height": 700}
TARGET = 24  # WCAG 2.2, 2.5.8

OPEN_ALL = "document.querySelectorAll('main details').forEach((one) => { one.name = ''; one.open = true; })"
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1);
  const inner = out.filter((one) => !out.some((other) => other !== one && one.contains(other)));
  return [`${wide} px wide: ` + inner.slice(0, 3).map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`).join("; ")];
}"""
# A link within a sentence may be as small as its line; what stands alone may not, unless nothing else is near it.
SMALL = """(least) => {
  const shown = [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")].filter((one) => one.checkVisibility() && !one.closest(".vh, .skip"));
  const boxes = shown.map((one) => {
    const pressed = one.matches("input[type=radio], input[type=checkbox]") ? one.closest("label") ?? one : one;
    return [one, pressed.getBoundingClientRect()];
  }).filter(([one, { width }]) => width > 1);
  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const near = ([x, y], { left, top, right, bottom }) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)) < least / 2 - 0.5;
  const inSentence = (one) => one.matches("a, summary, .link") && getComputedStyle(one).display === "inline";
  const small = boxes.filter(([one, { width, height }]) => Math.min(width, height) < least - 0.5 && !inSentence(one));
  return small.filter(([one, box]) => boxes.some(([other, its]) => other !== one && !other.contains(one) && !one.contains(other) && near(middle(box), its)))
    .map(([one, { width, height }]) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}: ${Math.round(width)} x ${Math.round(height)}`);
}"""
ONE_H1 = """() => {
  const said = document.querySelectorAll("h1").length === 1 ? [] : [`${document.querySelectorAll("h1").length} h1`];
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]));
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) said.push(`h${level} after h${levels[at - 1]}`); });
  return document.title.trim() ? said : [...said, "no title"];
}"""

# What htmx shows while it asks counts as well: it is on the screen of whoever waits.
MOVING = """() => {
  document.querySelectorAll(".loading").forEach((one) => one.classList.add("htmx-request"));
  const long = (one) => [...getComputedStyle(one).transitionDuration.split(","), ...getComputedStyle(one).animationDuration.split(",")].some((time) => parseFloat(time) > 0.01);
  const found = [...document.querySelectorAll("body *")].filter(long).map((one) => `${one.tagName}.${one.className} moves`);
  document.querySelectorAll(".loading").forEach((one) => one.classList.remove("htmx-request"));
  return [...new Set(found)];
}"""


def test_every_page_is_narrow_large_and_still(pages, chromium):  # noqa: F811
    context = chromium.new_context(viewport=NARROW, reduced_motion="reduce")
    context.route("**/*", lambda route: _answer(route, pages))
    page, found = context.new_page(), []
    for where in pages:
        if where.endswith("/mail.html"):
            continue  # a letter as a mail program shows it, not a page of the desk
        page.goto(ORIGIN + where)
        page.evaluate(OPEN_ALL)
        found += [f"{where}: {one}" for one in page.evaluate(ONE_H1)]
        found += [f"{where}, less motion: {one}" for one in page.evaluate(MOVING)]
        for direction in ("ltr", "rtl"):
            page.evaluate("(way) => (document.documentElement.dir = way)", direction)
            found += [f"{where}, {direction}, 320 px: {one}" for one in page.evaluate(SIDEWAYS)]
        page.evaluate("document.documentElement.dir = 'ltr'")
        found += [f"{where}, 320 px, small: {one}" for one in page.evaluate(SMALL, TARGET)]
        page.set_viewport_size(DESK)
        found += [f"{where}, 1280 px, small: {one}" for one in page.evaluate(SMALL, TARGET)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"{where}, twice the letters: {one}" for one in page.evaluate(SIDEWAYS)]
        page.set_viewport_size(NARROW)
    context.close()
    assert not found, "\n".join(found)


def test_each_of_them_would_be_found(chromium):
    """A positive control: without it, the above could pass by looking at nothing."""
    wrong = (
        '<!doctype html><html lang="en"><title></title><h1>x</h1><h3>y</h3><p style="width:400px">wide</p>'
        '<div style="transition:transform 2s">moves</div>'
        '<button style="width:10px;height:10px;padding:0"></button><button style="width:10px;height:10px;padding:0"></button>'
    )
    page = chromium.new_page(viewport=NARROW)
    page.set_content(wrong)
    assert page.evaluate(ONE_H1) == ["h3 after h1", "no title"]
    assert "wide" in page.evaluate(SIDEWAYS)[0]
    assert len(page.evaluate(SMALL, TARGET)) == 2
    assert page.evaluate(MOVING) == ["DIV. moves"]
    page.close()
