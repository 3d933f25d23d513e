"""What the layout is given: an issue as plain JSON, page by page, with the words that stand round the pieces."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.typesetting import square as square_rows
from handbill.press.contents import IssueContents, Piece, Shown

SIZES = {
    "a4": (210, 297, 1.0, 3),
    "a3": (297, 420, 1.22, 4),
    "tabloid": (280, 400, 1.18, 4),
}  # a3: width, height in mm, scale, columns
WIDEST = 1600
WORDS_ON_A_LINE = 5.5  # of a column
FLAT = 2.2  # a picture so much wider than high is shown whole


def given_for(contents: IssueContents, paper, square: str | None, code: str | None) -> dict:
    """For issue.typ."""
    width, height, scale, columns = SIZES["a4" if paper.size == "a3" else paper.size]
    address = square or contents.slug
    with translation.override(contents.language):
        return {
            "width": width,
            "height": height,
            "scale": scale,
            "columns": columns,
            "margin": 12,
            "bleed": 3 if paper.bleed else 0,
            "press": paper.bleed,
            "black": paper.ink == "black",
            "ink": contents.ink,
            "title": f"{contents.flag} {contents.number}",
            "flag": contents.flag,
            "language": contents.language.split("-")[0],
            "direction": contents.direction,
            "folio": _folio(contents),
            "address": address.removeprefix("https://").removeprefix("http://"),
            "square": square_rows(square or contents.slug or contents.flag),
            "words": _words(contents),
            "inside": [_inside(line) for line in contents.inside[:7]],
            "lead": _lead_size(contents) * scale,
            "pages": [_page(contents, number, paper.pages) for number in range(1, paper.pages + 1)],
        }


def picture_files(contents: IssueContents) -> Iterator[tuple[str, bytes]]:
    """Names that the JSON uses, and bytes."""
    for piece in contents.pieces:
        for shown in piece.all_pictures:
            if shown.sizes:
                yield _file(shown), shown.at_least(WIDEST).content


def _folio(contents: IssueContents) -> list[str]:
    parts = [_("No. {number}").format(number=contents.number), date_format(contents.date, "F Y")]
    if contents.copies:
        sentence = ngettext("{n} copy", "{n} copies", contents.copies)
        parts.append(sentence.format(n=f"{contents.copies:,}"))
    return parts


def _words(contents: IssueContents) -> dict[str, str]:
    return {
        "of": _("Paper of {group}").format(group=contents.group),
        "free": _("Free. Read it and pass it on."),
        "inside": _("Inside"),
        "join": _("Did a neighbour give you this?"),
        "next": _("Get the next one, or ask us to ring you. Scan the square, or go to"),
    }


def _lead_size(contents: IssueContents) -> int:
    """The shorter the headline, the larger."""
    letters = len(contents.lead.title) if contents.lead else 0
    return next((size for most, size in ((22, 56), (34, 44), (54, 36), (90, 28)) if letters <= most), 22)


def _inside(line) -> dict:
    return {"title": line.title, "page": line.page, "language": line.language.split("-")[0]}


def _page(contents: IssueContents, number: int, pages: int) -> dict:
    pieces = contents.on_page(number)
    pieces.sort(key=lambda piece: not piece.is_lead)
    is_last = number == pages and number > 1
    return {
        "number": number,
        "pieces": [_piece(piece) for piece in pieces],
        "is-last": is_last,
        "standing": [_standing(text) for text in contents.standing[:6]] if is_last else [],
    }


def _piece(piece: Piece) -> dict:
    return {
        "id": piece.id,
        "title": piece.title,
        "deck": piece.deck,
        "by": ". ".join(part for part in (piece.dateline, piece.byline) if part),
        "language": piece.language.split("-")[0],
        "direction": piece.direction,
        "blocks": piece.blocks,
        "box": piece.box,
        "pull": piece.pull_quote,
        "per-line": WORDS_ON_A_LINE,
        "picture": _shown(piece.picture) if piece.picture and piece.picture.sizes else None,
        "pictures": {key: _shown(one) for key, one in piece.pictures.items() if one.sizes},
    }


def _shown(shown: Shown) -> dict:
    size = shown.at_least(WIDEST)
    under = " ".join(part for part in (shown.caption, shown.credit) if part)
    return {"file": _file(shown), "alt": shown.alt, "under": under, "flat": size.width > FLAT * size.height}


def _file(shown: Shown) -> str:
    return f"{shown.id}.{'jpg' if shown.at_least(WIDEST).kind == 'jpeg' else 'png'}"


def _standing(text) -> dict:
    return {
        "title": text.title,
        "language": text.language.split("-")[0],
        "direction": text.direction,
        "blocks": text.blocks,
    }
