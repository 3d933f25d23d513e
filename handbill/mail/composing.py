"""What a mailing says, in each of its languages, as plain text and as HTML, with slots for what is each reader's own.

The HTML is one column of text with a style of 40 lines: no tables, no picture, nothing that is fetched when it is opened,
so that nobody learns who reads. What the web edition shows beside the words stands behind a link, once it is published.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handbill.copies.squares import base_of
from handbill.mail.models import Kind, Mailing
from handbill.press.blocks import blocks_of, html_of, plain_of
from handbill.press.contents import IssueContents, Piece
from handbill.press.queries import issue_contents, published_issues
from handbill.press.tongues import direction
from handbill.press.web.names import issue_name, issue_stems

OFF, SELF = "off", "self"
IN_FULL = 60_000  # characters of HTML: some mailboxes cut what is longer than 100 kB


@dataclass(frozen=True)
class Composed:
    """One language of a mailing. `text` and `html` hold the slots hello, off and self between U+E000 and U+E001."""

    language: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True)
class Part:
    """A piece of an issue, or the whole of a letter."""

    title: str
    deck: str
    line: str  # byline and dateline
    language: str
    direction: str
    html: str
    plain: str
    is_lead: bool = False


def composed(mailing: Mailing) -> list[Composed]:
    """The first language is the one for whoever reads none of them."""
    if mailing.kind == Kind.EDITION:
        contents = issue_contents(mailing.issue)
        return [_edition(mailing, contents, language) for language in languages_of(contents)]
    return [_letter(mailing, text) for text in _texts(mailing)]


def languages_of(contents: IssueContents) -> list[str]:
    """Those in which the issue has a piece, its own first."""
    there = [language for language in contents.languages if any(one.language == language for one in contents.pieces)]
    return there or [contents.language]


def best_of(wanted: str, languages: list[str]) -> str:
    """The edition for a person's language: that one, its sibling (es for es-MX), else the first."""
    if wanted in languages or not languages:
        return wanted
    siblings = [one for one in languages if one.split("-")[0] == wanted.split("-")[0]]
    return siblings[0] if wanted and siblings else languages[0]


def greeting_of(name: str, language: str) -> str:
    """`Hello Dee Quill,` in the mail's language; a name that runs the other way is kept together."""
    to_nobody, to_somebody, is_rtl = _greetings(spoken_in(language))
    if not name:
        return to_nobody
    return to_somebody.format(name=f"\u2068{name}\u2069" if is_rtl or not name.isascii() else name)


@lru_cache(64)
def _greetings(spoken: str) -> tuple[str, str, bool]:
    with translation.override(spoken):
        return _("Hello,"), _("Hello {name},"), direction(spoken) == "rtl"


def spoken_in(language: str) -> str:
    """The language of our own words round it: hers where the program speaks it, else English."""
    ours = dict(settings.LANGUAGES)
    return next((code for code in (language, language.split("-")[0]) if code in ours), "en")


def _texts(mailing: Mailing) -> list:
    """The group's own language first, where there is a text in it."""
    texts = list(mailing.texts.all())
    return sorted(texts, key=lambda text: text.language != mailing.group.language)


def _letter(mailing: Mailing, text) -> Composed:
    blocks = blocks_of(text.body)
    part = Part(
        "", "", "", text.language, direction(text.language), html_of(_without_pictures(blocks)), plain_of(blocks)
    )
    return _whole(mailing, text.language, text.subject, [part], {})


def _edition(mailing: Mailing, contents: IssueContents, language: str) -> Composed:
    pieces = [one for one in contents.pieces if one.language == language] or list(contents.pieces)
    web = _web_address(mailing, contents)
    parts, length = [], 0
    for piece in pieces:
        parts.append(_part(piece, in_full=length < IN_FULL or not web))
        length += len(parts[-1].html)
    with translation.override(spoken_in(language)):
        subject = _("{flag}, no. {number}").format(flag=contents.flag, number=contents.number)
    lead = next((one.title for one in pieces if one.is_lead), pieces[0].title if pieces else "")
    more = {"contents": contents, "web": web, "has_pictures": any(one.all_pictures for one in pieces)}
    return _whole(mailing, language, f"{subject}: {lead}" if lead else subject, parts, more)


def _part(piece: Piece, *, in_full: bool) -> Part:
    blocks = _without_pictures(piece.blocks) if in_full else []
    line = " · ".join(filter(None, [piece.dateline, piece.byline]))
    return Part(
        piece.title,
        piece.deck,
        line,
        piece.language,
        piece.direction,
        html_of(blocks) if blocks else "",
        plain_of(blocks) if blocks else "",
        piece.is_lead,
    )


def _whole(mailing: Mailing, language: str, subject: str, parts: list[Part], more: dict) -> Composed:
    spoken = spoken_in(language)
    with translation.override(spoken):
        shown = {
            "mailing": mailing,
            "group": mailing.group,
            "subject": subject,
            "language": language,
            "direction": direction(language),
            "spoken": spoken,
            "spoken_direction": direction(spoken),
            "parts": parts,
            "hello": _slot("hello"),
            "html_hello": _slot("htmlhello"),
            "off": _slot(OFF),
            "own_page": _slot(SELF),
            "style": _style(mailing.group.ink),
            "on": _day(more["contents"].date) if more else "",
            **more,
        }
        text = render_to_string("mail/message.txt", shown)
        return Composed(language, subject, "\n".join(_no_heap(text)), render_to_string("mail/message.html", shown))


def _day(on: date) -> str:
    """With its year, since a mail is read when it is read."""
    return date_format(on, pgettext("date format: day, month and year", "j F Y"))


def _style(ink: str) -> str:
    """The mail's own; pages of ours have none."""
    css = render_to_string("mail/message.css", {"ink": ink})
    return mark_safe(f"<style>{css}</style>")  # noqa: S308  our own sheet and a colour of six digits


def _no_heap(text: str) -> list[str]:
    """Never more than one empty line."""
    lines = [line.rstrip() if line != "-- " else line for line in text.strip().split("\n")]
    return [line for line, before in zip(lines, ["x", *lines], strict=False) if line or before] + [""]


def _slot(name: str) -> str:
    return f"\ue000{name}\ue001"


def _without_pictures(blocks: list[dict]) -> list[dict]:
    return [block for block in blocks if block.get("kind") != "picture"]


def _web_address(mailing: Mailing, contents: IssueContents) -> str:
    """Where the issue stands on the web; empty while it does not."""
    stems = {str(make.pk): stem for stem, make in issue_stems(published_issues(mailing.group)).items()}
    if contents.id not in stems:
        return ""
    return f"{base_of(mailing.group, settings.ORIGIN.rstrip('/'))}/read/{issue_name(stems[contents.id])}"
