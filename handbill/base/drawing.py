"""Small drawings as plain SVG: what every chart shares. Colours are classes, so that they follow light and dark."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def text(x: float, y: float, words, css_class: str, anchor: str = "start") -> str:
    """Words at a place; they are escaped here."""
    shape = '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>'
    return format_html(shape, f"{x:.1f}", f"{y:.1f}", anchor, css_class, str(words))


def hatching(name: str) -> str:
    """A pattern for `fill="url(#name)"`: what is not certain."""
    return (
        f'<defs><pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="5" class="c-hatch"/></pattern></defs>'
    )


def svg(width: int, height: int, parts: list[str], label: str) -> SafeString:
    """`parts` hold numbers, and words escaped by `text`. Left to right in every language, as numbers and hours are."""
    inside = mark_safe("".join(parts))  # noqa: S308  see above
    shape = '<svg class="chart" viewBox="0 0 {} {}" direction="ltr" role="img" aria-label="{}">{}</svg>'
    return format_html(shape, width, height, label, inside)
