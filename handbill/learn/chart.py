"""A dot and its range for each row, as plain SVG: ink lines, dashed where it is too early, one yellow dot."""

import math

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from handbill.learn.comparing import Comparison, Row
from handbill.learn.verdicts import text_of

WIDTH, HEIGHT, FOOT, EDGE = 440, 46, 30, 8


def top_of(comparison: Comparison) -> int:
    """Where the scale ends, in contacts from ten talks."""
    highest = max((10 * row.high for row in comparison.ranged), default=0)
    return min(10, max(2, math.ceil(highest)))


def row_drawing(row: Row, top: int, *, is_best: bool) -> SafeString:
    """Best guess and the range it lies in 8 times in 10. Sits in a table cell."""
    parts = [*_grid(top, HEIGHT)]
    if row.has_range:
        parts += _range(row, top, is_best)
    return _svg(HEIGHT, parts, text_of(row))


def scale_drawing(top: int) -> SafeString:
    """The scale under the rows."""
    labels = format_html_join(
        "",
        '<text x="{}" y="26" text-anchor="middle" class="c-note">{}</text>',
        ((_x(step, top), step) for step in range(top + 1)),
    )
    return _svg(FOOT, [*_grid(top, 10), labels], _scale_words(top))


def _scale_words(top: int) -> str:
    words = ngettext("Scale: 0 to {top} contact from ten talks", "Scale: 0 to {top} contacts from ten talks", top)
    return words.format(top=top)


def _range(row: Row, top: int, is_best: bool) -> list[SafeString]:
    low, mean, high = (_x(10 * value, top) for value in (row.low, row.mean, row.high))
    middle = HEIGHT / 2
    line = format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" class="{}"/>',
        low,
        high,
        middle,
        middle,
        "c-line" if row.is_firm else "c-dash",
    )
    ends = format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="{}" y2="{}" class="c-end"/>',
        ((at, at, middle - 6, middle + 6) for at in (low, high)),
    )
    look = "c-mark" if is_best else "c-dot" if row.is_firm else "c-dot-o"
    dot = format_html('<circle cx="{}" cy="{}" r="{}" class="{}"/>', mean, middle, 8 if row.is_firm else 6, look)
    return [line, ends, dot]


def _grid(top: int, height: int) -> list[SafeString]:
    places = (_x(step, top) for step in range(top + 1))
    return [
        format_html_join("", '<line x1="{}" x2="{}" y1="0" y2="{}" class="c-grid"/>', ((x, x, height) for x in places))
    ]


def _x(value: float, top: int) -> str:
    return f"{EDGE + min(value, top) / top * (WIDTH - 2 * EDGE):.1f}"


def _svg(height: int, parts: list[SafeString], label: str) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        height,
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )
