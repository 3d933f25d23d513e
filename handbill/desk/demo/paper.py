"""The demo's paper: two issues that are out, one that is being written, and what stands in each."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from handbill.accounts.models import Group, Member
from handbill.base import clock
from handbill.copies.models import Publication
from handbill.desk.demo import drawing
from handbill.desk.demo.pieces import ISSUE_13, ISSUE_14, ISSUE_15, STANDING, PieceCast
from handbill.press.actions import (
    ask_for_reader,
    begin_issue,
    bring_picture,
    call_ready,
    draft_article,
    note_read,
    place_article,
    publish,
    save_article,
    set_beside,
    write_standing_text,
)
from handbill.press.fitting import fits_of
from handbill.press.models import IssueMake, Picture

MOST_CUTS = 5
PICTURES = {
    "stairwell": (
        drawing.stairwell,
        "A cut: a house in section, neighbours carrying things up the stairs beside a lift stuck between two floors",
        "Kestrel Court in section.",
        "Cut by a neighbour on the fifth floor",
    ),
    "letter": (
        drawing.letter,
        "A cut: a letter seen from afar, one paragraph ringed and the last line underlined twice",
        "More pencil than letter.",
        "",
    ),
}


def write_paper(group: Group, now: datetime, mira: Member, members: dict[str, Member]) -> None:
    """Through the same actions as the desk, each at its time."""
    with transaction.atomic():
        with clock.stand_at(now - timedelta(days=110)):
            for key, language, title, body in STANDING:
                write_standing_text(by=mira, key=key, language=language, title=title, body=body)
        newsroom = _Newsroom(group, mira, members)
        newsroom.publish("13", ISSUE_13, now - timedelta(days=82), 2, ["en"])
        newsroom.publish("14", ISSUE_14, now - timedelta(days=21), 4, ["en", "es", "ar"])
        newsroom.write("15", ISSUE_15, now - timedelta(hours=20), now + timedelta(days=11))


class _Newsroom:
    def __init__(self, group: Group, mira: Member, members: dict[str, Member]):
        self.group, self.mira, self.members = group, mira, members
        self.paper = Publication.objects.get(group=group, name=group.paper)
        self.pictures: dict[str, Picture] = {}

    def publish(self, name: str, pieces: tuple[PieceCast, ...], at: datetime, pages: int, languages: list[str]) -> None:
        """An issue that readers have."""
        with clock.stand_at(at - timedelta(days=6)):
            make = self._begin(name, at, pages, languages)
            for piece in pieces:
                self._put(make, piece)
            self._cut_to_fit(make)
        with clock.stand_at(at):
            publish(call_ready(make, by=self.mira), by=self.mira)

    def write(self, name: str, pieces: tuple[PieceCast, ...], at: datetime, on: datetime) -> None:
        """The one that is being made."""
        with clock.stand_at(at):
            make = self._begin(name, on, 4, ["en"], print_on=(on - timedelta(days=3)).date(), copies_planned=800)
            for piece in pieces:
                self._put(make, piece)

    def _begin(self, name: str, on: datetime, pages: int, languages: list[str], **more) -> IssueMake:
        return begin_issue(
            by=self.mira,
            name=name,
            on=on.date(),
            publication=self.paper,
            pages=pages,
            languages=languages,
            **more,
        )

    def _put(self, make: IssueMake, piece: PieceCast) -> None:
        by = self.members[piece.by]
        article = draft_article(
            group=self.group,
            by=by,
            title=piece.title,
            deck=piece.deck,
            body=piece.body,
            byline=piece.byline,
            dateline=piece.dateline,
            language=piece.language,
            pull_quote=piece.pull_quote,
            box=piece.box,
            sources=piece.sources,
            picture=self._picture(piece.picture, by) if piece.picture else None,
        )
        place = place_article(make, article, piece.page, by=self.mira)
        if piece.beside:
            set_beside(place, make.issue.pieces.get(article__title=piece.beside), by=self.mira)
        if piece.state != "draft":
            article = ask_for_reader(article, by=by)
        if piece.state == "ready":
            note_read(article, by=self.mira, version=article.version)

    def _cut_to_fit(self, make: IssueMake) -> None:
        """As editors do: what runs over its page loses its last paragraph, and is read once more.

        What is written here fits as it is; another typesetter may set it wider.
        """
        for _round in range(MOST_CUTS):
            fits = fits_of(make)
            over = [
                place.article
                for place in make.issue.pieces.select_related("article__made_by")
                if fits[place.article_id].is_over
            ]
            for article in over:
                body = article.body.rpartition("\n\n")[0]
                article = save_article(article, {"body": body}, by=article.made_by, version=article.version)
                note_read(article, by=self.mira, version=article.version)
            if not over:
                break

    def _picture(self, name: str, by: Member) -> Picture:
        if name not in self.pictures:
            draw, alt, caption, credit = PICTURES[name]
            file = SimpleUploadedFile(f"{name}.png", draw(), "image/png")
            self.pictures[name] = bring_picture(file, by=by, alt=alt, caption=caption, credit=credit)
        return self.pictures[name]
