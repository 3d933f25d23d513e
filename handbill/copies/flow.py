"""The bar of where a print run is, as widths in per cent; drawn by the template without any style in the page."""

from dataclasses import dataclass

from handbill.copies.queries.issues import Whereabouts

LEAST = 0.7  # per cent: a part of one copy in a thousand still shows
NUMBER_FITS, WORDS_FIT = 9, 18  # per cent of the bar


@dataclass(frozen=True)
class Segment:
    """One part of the bar. `x` is its left edge, `text_x` where its words begin; mirrored where one reads from the right."""

    name: str
    copies: int
    x: float
    width: float
    text_x: float
    has_number: bool
    has_words: bool


def flow_of(where: Whereabouts, *, is_rtl: bool = False) -> list[Segment]:
    """Handed out, of them for friends, letterboxes, with people and places, in the cupboard, gone, not accounted for."""
    parts = [
        ("out", where.handed_out - where.for_friends),
        ("friends", where.for_friends),
        ("letterbox", where.by_letterbox),
        ("with", sum(other.copies for other in where.others)),
        ("cupboard", where.in_cupboard),
        ("gone", where.gone),
        ("missing", where.missing),
    ]
    parts = [(name, copies) for name, copies in parts if copies > 0]
    if not parts:
        return []
    widths = _widths([copies for _name, copies in parts])
    segments, start = [], 0.0
    for (name, copies), width in zip(parts, widths, strict=True):
        segments.append(_segment(name, copies, start, width, is_rtl))
        start += width
    return segments


def _widths(copies: list[int]) -> list[float]:
    """In proportion, but none narrower than can be seen."""
    wide = [max(LEAST, 100 * one / sum(copies)) for one in copies]
    return [100 * width / sum(wide) for width in wide]


def _segment(name: str, copies: int, start: float, width: float, is_rtl: bool) -> Segment:
    x = 100 - start - width if is_rtl else start
    return Segment(
        name=name,
        copies=copies,
        x=round(x, 3),
        width=round(width, 3),
        text_x=round(x + width if is_rtl else x, 3),
        has_number=width >= NUMBER_FITS,
        has_words=width >= WORDS_FIT,
    )
