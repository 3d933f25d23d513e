"""The pages of the web edition as text. Each is whole by itself: no script, every link a name in the same folder."""

import math
import re

from django.template.loader import render_to_string
from django.utils import translation

from handbill.press import tongues
from handbill.press.blocks import html_of, plain_of, words_in
from handbill.press.contents import IssueContents, Piece, Shown
from handbill.press.web import names

WORDS_A_MINUTE = 200
ON_SCREEN = 1000  # pixels: the smallest size that is sharp in a column
SMALL = 500
IN_THE_FEED = 30
SUMMARY = 260  # letters
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def archive(site) -> str:
    """All issues, the latest first."""
    language = site.group.language
    rows = [(names.issue_name(stem), names.front_name(stem), make) for stem, make in site.issues.items()]
    return _page(site, "archive", language, {"rows": rows, "latest": names.issue_name(next(iter(site.issues)))})


def issue(site, stem: str) -> str:
    """The front of an issue, as design 13 has it: the lead, then all other pieces, what stands in every issue."""
    contents = site.contents(stem)
    shown = [
        _seen(stem, piece) | {"languages": _in_other_languages(stem, contents, piece)} for piece in contents.pieces
    ]
    lead = next((one for one in shown if one["piece"] is contents.lead), None)
    context = {
        "contents": contents,
        "stem": stem,
        "lead": lead,
        "others": [one for one in shown if one is not lead],
        "front": names.front_name(stem),
        "standing": [(text, html_of(text.blocks)) for text in _standing(contents)],
    }
    return _page(site, "issue", contents.language, context)


def article(site, stem: str, contents: IssueContents, piece: Piece) -> str:
    """One piece, whole."""
    context = {
        "contents": contents,
        "issue": names.issue_name(stem),
        "one": _seen(stem, piece),
        "body": _html(piece, piece.blocks),
        "box": _html(piece, piece.box),
        "next": _next(stem, contents, piece),
        "languages": _in_other_languages(stem, contents, piece),
    }
    return _page(site, "article", contents.language, context)


def feed(site) -> str:
    """Atom (RFC 4287): the latest pieces with their decks; ids that stay when the site moves."""
    entries = []
    for stem, make in site.issues.items():
        contents = site.contents(stem)
        entries += [(_seen(stem, piece), contents, make) for piece in contents.pieces]
        if len(entries) >= IN_THE_FEED:
            break
    context = {"entries": entries[:IN_THE_FEED], "updated": next(iter(site.issues.values())).published_at}
    return NOT_XML.sub("", _page(site, "feed", site.group.language, context, suffix="xml"))


def _page(site, name: str, language: str, context: dict, suffix: str = "html") -> str:
    frame = {
        "group": site.group,
        "paper": site.group.paper or site.group.name,
        "language": language,
        "direction": tongues.direction(language),
        "join": site.join,
        "home": site.home,
        "names": names,
    }
    with translation.override(language):
        return render_to_string(f"press/web/{name}.{suffix}", frame | context)


def _seen(stem: str, piece: Piece) -> dict:
    """A piece with its address, its picture and how long it takes to read."""
    text = piece.deck or plain_of(piece.blocks[:1])
    return {
        "piece": piece,
        "at": names.article_name(stem, piece),
        "picture": _picture(piece.picture, ON_SCREEN),
        "small": _picture(piece.picture, SMALL),
        "minutes": max(1, math.ceil((words_in(piece.blocks) + words_in(piece.box)) / WORDS_A_MINUTE)),
        "summary": text if len(text) <= SUMMARY else text[: text.rfind(" ", 0, SUMMARY)] + "…",
    }


def _picture(shown: Shown | None, width: int) -> dict | None:
    if shown is None or not shown.sizes:
        return None
    size = shown.at_least(width)
    return {"shown": shown, "at": names.picture_name(shown, size), "width": size.width, "height": size.height}


def _html(piece: Piece, blocks: list[dict]) -> str:
    def address(id: str) -> str:
        picture = _picture(piece.pictures.get(id), ON_SCREEN)
        return picture["at"] if picture else ""

    return html_of(blocks, address)


def _next(stem: str, contents: IssueContents, piece: Piece) -> dict | None:
    at = contents.pieces.index(piece) + 1
    return _seen(stem, contents.pieces[at]) if at < len(contents.pieces) else None


def _in_other_languages(stem: str, contents: IssueContents, piece: Piece) -> list[dict]:
    """The same piece elsewhere in the issue: its address, and its language as its readers call it."""
    return [
        {"at": names.article_name(stem, one), "language": one.language, "called": tongues.own_name(one.language)}
        for one in contents.versions_of(piece)
        if one.id != piece.id
    ]


def _standing(contents: IssueContents) -> list:
    """One of each, in the issue's language where there is one; first where to come to."""
    found = (contents.standing_in(key) for key in ("find_us", "stand_for", "imprint"))
    return [text for text in found if text]
