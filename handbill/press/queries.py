"""Reading the paper: what is published, and what an issue comes to."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Sum

from handbill.accounts.models import Group
from handbill.copies.models import Batch, Issue
from handbill.copies.squares import base_of
from handbill.press import tongues
from handbill.press.blocks import blocks_of
from handbill.press.contents import IssueContents, Piece, Shown, Size, Standing
from handbill.press.models import Article, IssueMake, Picture, PictureSize, RunningPiece, StandingText
from handbill.press.picture_marks import ids_in


def published_issues(group: Group) -> list[IssueMake]:
    """Those that readers see, the latest first; each is an IssueMake with its `issue`."""
    makes = IssueMake.objects.published().filter(group=group)
    return list(makes.select_related("issue__publication", "group").order_by("-on", "-published_at"))


def make_of(issue: Issue) -> IssueMake | None:
    """How this issue is made; None for one that was only printed."""
    return IssueMake.objects.filter(issue=issue).select_related("issue__publication", "group").first()


def next_issue_name(group: Group) -> str:
    """One more than the highest number there is."""
    names = Issue.objects.filter(group=group).values_list("name", flat=True)
    numbers = [int(name) for name in names if re.fullmatch(r"[0-9]{1,6}", name)]
    return str(max(numbers, default=0) + 1)


def issue_contents(issue: Issue | IssueMake) -> IssueContents:
    """All of the issue, published or not: whoever shows it to readers asks for published ones only."""
    make = issue if isinstance(issue, IssueMake) else make_of(issue)
    if make is None:
        raise IssueMake.DoesNotExist("this issue is not made here")
    issue, group = make.issue, make.group
    pieces = pieces_in(make)
    return IssueContents(
        id=str(make.pk),
        flag=issue.publication.name,
        number=issue.name,
        date=make.on,
        group=group.name,
        home=base_of(group, settings.ORIGIN.rstrip("/")),
        ink=group.ink,
        language=make.language,
        direction=tongues.direction(make.language),
        languages=tuple(make.languages or [group.language]),
        paper=make.paper,
        pages=make.pages,
        copies=copies_of(make),
        title=issue.title,
        published_at=make.published_at,
        pieces=tuple(_pieces(pieces, _pictures(piece.article for piece in pieces))),
        standing=tuple(standing_texts(make)),
    )


def pieces_in(make: IssueMake) -> list[RunningPiece]:
    """In running order, with their articles; what stands beside a piece comes right after it."""
    rows = make.issue.pieces.select_related("article__picture", "beside__article")
    pieces = list(rows.order_by("page", "-is_lead", "order", "id"))
    sides: dict = {}
    for piece in pieces:
        sides.setdefault(piece.beside_id, []).append(piece)
    return [one for piece in sides.get(None, []) for one in (piece, *sides.get(piece.pk, []))]


def copies_of(make: IssueMake) -> int | None:
    """Those printed, else those planned."""
    printed = Batch.objects.filter(run__issue=make.issue).aggregate(sum=Sum("copies"))["sum"]
    return printed or make.copies_planned


def standing_texts(make: IssueMake) -> list[Standing]:
    """Those in the issue's languages, in their order."""
    wanted = make.languages or [make.group.language]
    texts = [text for text in StandingText.objects.filter(group=make.group_id) if text.language in wanted]
    texts.sort(key=lambda text: (list(StandingText.Key).index(text.key), wanted.index(text.language)))
    return [
        Standing(text.key, text.language, tongues.direction(text.language), text.title, blocks_of(text.body))
        for text in texts
    ]


def _pieces(pieces: list[RunningPiece], pictures: dict[str, Shown]) -> Iterable[Piece]:
    for piece in pieces:
        article = piece.article
        within = [str(one) for one in ids_in(article.body)]
        yield Piece(
            id=str(article.pk),
            title=article.title,
            page=piece.page,
            order=piece.order,
            is_lead=piece.is_lead,
            beside=str(piece.beside.article_id) if piece.beside else "",
            deck=article.deck,
            byline=article.byline,
            dateline=article.dateline,
            language=article.language,
            direction=tongues.direction(article.language),
            blocks=blocks_of(article.body),
            box=blocks_of(article.box) if article.box else [],
            pull_quote=article.pull_quote,
            picture=pictures.get(str(article.picture_id)),
            pictures={one: pictures[one] for one in within if one in pictures},
        )


def _pictures(articles: Iterable[Article]) -> dict[str, Shown]:
    """All that are shown, by id, with the bytes of their sizes: two queries."""
    ids, group = set(), None
    for article in articles:
        group = article.group_id
        ids.update([article.picture_id] if article.picture_id else [], ids_in(article.body))
    known = Picture.objects.filter(group=group, pk__in=ids)
    sizes: dict = {}
    for kept in PictureSize.objects.filter(group=group, picture__in=ids).order_by("width"):
        sizes.setdefault(kept.picture_id, []).append(Size(kept.width, kept.height, kept.kind, bytes(kept.content)))
    return {
        str(one.pk): Shown(str(one.pk), one.alt, one.caption, one.credit, tuple(sizes.get(one.pk, ()))) for one in known
    }
