"""What the layout is given: an issue as plain JSON, page by page, with the words that stand round the pieces."""

from collections.abc import Iterator
from unicodedata import bidirectional

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.typesetting import square as square_rows
from handbill.press.contents import IssueContents, Piece, Shown
from handbill.press.print.cutting import cut, words_of
from handbill.press.print.paper import Paper

SIZES = {
    "a4": (210, 297, 1.0, 3),
    "tabloid": (280, 400, 1.18, 4),
}  # width, height in mm, scale, columns
WIDEST = 1600
WORDS_ON_A_LINE = 5.5  # of a column
MOST_WORDS = 6000  # more than a page of any size holds
FLAT = 2.2  # a picture so much wider than high is shown whole
UPRIGHT = 1.15  # one less wide than this stands in a column
BLEED, SLUG = 3, 10  # mm round the page: what is cut off, and with corner marks
MOST_INSIDE = 6
WITHOUT_BATCH = "join"


def page_size(size: str) -> tuple[int, int]:
    """Width and height in mm of one page."""
    return SIZES.get(size, SIZES["a4"])[:2]


def given_for(contents: IssueContents, paper: Paper, square: str | None, code: str | None) -> dict:
    """For issue.typ."""
    width, height, scale, columns = SIZES.get(paper.size, SIZES["a4"])
    leads, home = addresses(contents, square, code)
    with translation.override(contents.language):
        return {
            "width": width,
            "height": height,
            "scale": scale,
            "columns": columns,
            "margin": 12,
            "bleed": 0 if paper.imposed else round_of(paper),
            "marks": paper.marks and not paper.imposed,
            "press": paper.is_for_press,
            "black": paper.ink == "black",
            "proof": not code,
            "ink": contents.ink,
            "cmyk": inks(contents.ink),
            "title": f"{contents.flag} {contents.number}",
            "group": contents.group,
            "flag": contents.flag,
            "language": contents.language.split("-")[0],
            "direction": contents.direction,
            "folio": [_led(part, contents) for part in _folio(contents)],
            "paper-address": _spoken(home),
            "batch": {
                "code": code or "",
                "address": _spoken(leads),
                "square": square_rows(leads),
                "spoken": _("A square to scan. It opens {address}").format(address=_spoken(leads)),
            },
            "words": {key: _led(words, contents) for key, words in _words(contents).items()},
            "inside": [_inside(line) for line in contents.inside[:MOST_INSIDE]],
            "pages": [_page(contents, number, paper.pages) for number in range(1, paper.pages + 1)],
        }


def addresses(contents: IssueContents, square: str | None, code: str | None) -> tuple[str, str]:
    """Where the square leads, and the paper's own address. Without a batch it is the sign-up that no batch has."""
    if square and code:
        return square, square.removesuffix(f"/{code}")
    home = square or contents.home
    return f"{home}/{WITHOUT_BATCH}", home


def round_of(paper: Paper) -> int:
    """How many mm there are round a page, or round a sheet of two."""
    return SLUG if paper.marks else BLEED if paper.bleed else 0


def picture_files(contents: IssueContents) -> Iterator[tuple[str, bytes]]:
    """Names that the JSON uses, and bytes."""
    for piece in contents.pieces:
        for shown in piece.all_pictures:
            if shown.sizes:
                yield _file(shown), shown.at_least(WIDEST).content


def inks(colour: str) -> list[float]:
    """Per cent of cyan, magenta, yellow and black, as little of the three as black leaves to do."""
    red, green, blue = (int(colour.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4))
    black = 1 - max(red, green, blue)
    if black == 1:
        return [0, 0, 0, 100]
    return [round(100 * (1 - part - black) / (1 - black), 1) for part in (red, green, blue)] + [round(100 * black, 1)]


def _spoken(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://")


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
        "over": _("{n} words over"),
    }


def _inside(line) -> dict:
    language = line.language.split("-")[0]
    return {"title": line.title, "page": line.page, "language": language, "direction": line.direction}


def _page(contents: IssueContents, number: int, pages: int) -> dict:
    there = {piece.id for piece in contents.on_page(number)}
    pieces = [piece for piece in contents.on_page(number) if piece.beside not in there]
    pieces.sort(key=lambda piece: not piece.is_lead)
    is_last = number == pages and number > 1
    leads = contents.lead
    return {
        "number": number,
        "pieces": [_with_sides(contents, piece, leads=number == 1 and piece is leads) for piece in pieces],
        "is-last": is_last,
        "is-even": number % 2 == 0,
        "standing": [_standing(text) for text in contents.standing[:6]] if is_last else [],
    }


def _with_sides(contents: IssueContents, piece: Piece, leads: bool) -> dict:
    """With the same in other languages beside it, where there is that."""
    whole, versions = _piece(piece, leads), contents.versions_of(piece)
    if len(versions) == 1 or piece.comes_from_page:
        return whole
    sides = [_piece(one, leads=False) for one in versions]
    shown = next((side for side in sides if side["picture"]), whole)
    rest = [side if side["in-column"] else side | {"picture": None} for side in sides]
    return whole | {"sides": rest, "picture": shown["picture"], "in-column": shown["in-column"]}


def _piece(piece: Piece, leads: bool) -> dict:
    blocks = cut(piece.blocks, MOST_WORDS)[0]
    picture = piece.picture if piece.picture and piece.picture.sizes else None
    return {
        "id": piece.id,
        "page": piece.page,
        "title": piece.title,
        "deck": piece.deck,
        "by": ". ".join(part for part in (piece.dateline, piece.byline) if part),
        "language": piece.language.split("-")[0],
        "direction": piece.direction,
        "blocks": blocks,
        "words": words_of(blocks),
        "box": cut(piece.box, MOST_WORDS // 20)[0],
        "pull": piece.pull_quote,
        "leads": leads,
        "drop": leads and _begins_with_a_letter(blocks),
        "on": _("Continued on page {n}").format(n=piece.goes_on_page) if piece.goes_on_page else "",
        "from": _("Continued from page {n}").format(n=piece.comes_from_page) if piece.comes_from_page else "",
        "picture": _shown(picture, piece) if picture else None,
        "in-column": bool(picture and picture.sizes[-1].width < UPRIGHT * picture.sizes[-1].height),
        "pictures": {key: _shown(one, piece) for key, one in piece.pictures.items() if one.sizes},
    }


def _begins_with_a_letter(blocks: list[dict]) -> bool:
    """Of a script whose letters stand apart."""
    runs = blocks[0].get("runs", ()) if blocks else ()
    first = runs[0]["text"][:1] if runs else ""
    return first.isalpha() and first.upper() != first.lower()


def _shown(shown: Shown, piece: Piece) -> dict:
    size = shown.at_least(WIDEST)
    ratio = size.width / max(1, size.height)
    return {
        "file": _file(shown),
        "alt": shown.alt or shown.caption or piece.title or "·",
        "under": _led(" ".join(part for part in (_ended(shown.caption), _ended(shown.credit)) if part), piece),
        "ratio": ratio,
        "flat": ratio > FLAT,
    }


def _led(sentence: str, within: IssueContents | Piece) -> str:
    """A sentence of Latin letters keeps its full stop at its own end, on a page that runs from right to left."""
    is_foreign = within.direction == "rtl" and not any(bidirectional(letter) in ("R", "AL") for letter in sentence)
    return f"{sentence}\u200e" if sentence and is_foreign else sentence


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence[-1] in ".!?…" else f"{sentence}."


def _file(shown: Shown) -> str:
    """Without an ending: what kind of picture it is depends on the paper, and its first bytes say it."""
    return shown.id


def _standing(text) -> dict:
    return {
        "title": text.title,
        "language": text.language.split("-")[0],
        "direction": text.direction,
        "blocks": cut(text.blocks, 200)[0],
    }
