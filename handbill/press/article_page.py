"""What the page of a piece shows beside the piece: who writes, who read, what it was before, where it stands, how it fits."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base import moments
from handbill.base.clock import now
from handbill.press import tongues
from handbill.press.blocks import blocks_of, html_of, words_in
from handbill.press.fitting import fit_sentence, fits_of
from handbill.press.models import Article, Edit, RunningPiece
from handbill.press.picture_marks import mark_for, pictures_named
from handbill.press.visibility import may_be_second_reader, may_change, may_make_issues, may_write

WRITING_NOW = timedelta(minutes=2)
VERSIONS_SHOWN = 8
WORDS_ON_A_LINE = 6  # of a column, near enough for a live count


@dataclass(frozen=True)
class Version:
    """An earlier state of a piece, for the list."""

    number: int
    saved_at: object
    name: str
    words: int
    is_now: bool


def page_of(article: Article, member: Member, edit: Edit | None = None) -> dict:
    """Everything both the editor and the reading page need."""
    shown = edit or article
    places = places_of(article)
    return {
        "article": article,
        "shown": shown,
        "edit": edit,
        "direction": tongues.direction(shown.language),
        "html": html_of(blocks_of(shown.body), _addresses(shown.body, article.group).get),
        "box_html": html_of(blocks_of(shown.box)) if shown.box else "",
        "words": words_in(blocks_of(shown.body)),
        "versions": versions_of(article),
        "places": places,
        "is_published": any(place.issue.make.is_published for place in places),
        "fit": room_of(article, places),
        "writes_here": _who_writes(article, member),
        "saved": saved_words(article),
        "pictures": [(picture, mark_for(picture)) for picture in pictures_named(article.body, article.group)],
        "bylines": bylines_for(article, member),
        "may_change": may_change(article, member),
        "may_make": may_make_issues(member),
        "may_write": may_write(member),
        "may_read": article.status == "second" and may_be_second_reader(article, member),
    }


def places_of(article: Article) -> list[RunningPiece]:
    """Where it stands, the issue being made first."""
    places = article.places.filter(issue__make__isnull=False).select_related("issue__make__group", "issue__publication")
    return sorted(places, key=lambda place: place.issue.make.is_published)


def room_of(article: Article, places: list[RunningPiece] | None = None) -> dict | None:
    """How it fits the issue it is written for: in words, and as numbers for the live count."""
    places = places_of(article) if places is None else places
    place = next((one for one in places if not one.issue.make.is_published), None)
    fit = fits_of(place.issue.make).get(article.pk) if place else None
    if fit is None:
        return None
    count = words_in(blocks_of(article.body))
    return {
        "page": place.page,
        "words": count,
        "room": max(1, count - fit.words_over + fit.lines_spare * WORDS_ON_A_LINE),
        "is_over": fit.is_over,
        "sentence": fit_sentence(fit, place.page),
    }


def saved_words(article: Article) -> str:
    """Saved 09:58."""
    moment = moments.moment_words(article.changed_at, ZoneInfo(article.group.timezone))
    return _("Saved {time}.").format(time=moment)


def versions_of(article: Article) -> list[Version]:
    """The latest first; the first one is what it is now."""
    edits = article.edits.select_related("by")[:VERSIONS_SHOWN]
    return [
        Version(
            edit.version,
            edit.saved_at,
            edit.by.name if edit.by else _("the desk"),
            len(edit.body.split()),
            edit.version == article.version,
        )
        for edit in edits
    ]


def bylines_for(article: Article, member: Member) -> list[str]:
    """The group and initials; nobody's full name is proposed."""
    initials = "".join(f"{part[0]}." for part in member.name.split() if part)
    group = article.group.name
    offered = [
        _("By members of {group}").format(group=group),
        _("By neighbours"),
        _("By the editors"),
        _("By {initials}").format(initials=initials),
    ]
    return [line for line in offered if len(line) <= 120]


def _addresses(body: str, group) -> dict[str, str]:
    """Where the pictures within a text are fetched from."""
    return {
        str(picture.pk): reverse("press_picture_size", args=[picture.pk, picture.width])
        for picture in pictures_named(body, group)
    }


def _who_writes(article: Article, member: Member) -> str:
    """Somebody else who saved the piece within the last minutes."""
    other = article.changed_by
    is_lately = now() - article.changed_at < WRITING_NOW
    return other.name if other and other.pk != member.pk and is_lately and article.version > 1 else ""
