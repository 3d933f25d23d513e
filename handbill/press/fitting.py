"""How an issue fits its pages, and its front page as a picture: worked out once for each state of the issue.

Setting type takes a moment, so what came of it is kept under a digest of everything that is printed.
"""

import hashlib
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.copies.squares import base_of
from handbill.press.models import IssueMake, StandingText
from handbill.press.picture_marks import ids_in
from handbill.press.print import Paper, fit_of, front_picture
from handbill.press.queries import copies_of, issue_contents, pieces_in

KEPT_FOR = 7 * 24 * 3600
WIDTH = 652  # twice what stands beside a piece


@dataclass(frozen=True)
class Fit:
    """Of one piece: what is too much, or what is left."""

    lines_over: int = 0
    words_over: int = 0
    lines_spare: int = 0

    @property
    def is_over(self) -> bool:
        return self.lines_over > 0


def fit_sentence(fit: Fit, page: int) -> str:
    """31 words over on page 2. That is 5 lines."""
    if fit.is_over:
        words = ngettext("{n} word over on page {page}.", "{n} words over on page {page}.", fit.words_over)
        lines = ngettext("That is {n} line.", "That is {n} lines.", fit.lines_over)
        return " ".join([words.format(n=fit.words_over, page=page), lines.format(n=fit.lines_over)])
    if fit.lines_spare:
        sentence = ngettext(
            "Fits page {page} with {n} line to spare.", "Fits page {page} with {n} lines to spare.", fit.lines_spare
        )
        return sentence.format(page=page, n=fit.lines_spare)
    return _("Fits page {page}.").format(page=page)


def fits_of(make: IssueMake) -> dict:
    """By the article's id. Nothing for an issue without pieces."""
    if not make.issue.pieces.exists():
        return {}
    key = f"press.fit.{digest_of(make)}"
    kept = cache.get(key)
    if kept is None:
        kept = _measured(make)
        cache.set(key, kept, KEPT_FOR)
    return kept


def front_page(make: IssueMake, known: str = "") -> tuple[str, bytes | None]:
    """The digest and the PNG; no bytes for somebody who knows this digest's already."""
    digest = digest_of(make)[:32]
    if known == digest:
        return digest, None
    key = f"press.front.{digest}"
    content = cache.get(key)
    if content is None:
        content = front_picture(issue_contents(make), WIDTH)
        cache.set(key, content, KEPT_FOR)
    return digest, content


def digest_of(make: IssueMake) -> str:
    """Changes with anything that is printed; without setting or even loading the texts."""
    told = hashlib.sha256()
    group = make.group
    parts: list = [make.pk, make.on, make.paper, make.pages, make.languages, copies_of(make)]
    parts += [
        group.name,
        group.ink,
        base_of(group, settings.ORIGIN),
        make.issue.name,
        make.issue.title,
        make.issue.publication.name,
    ]
    for piece in pieces_in(make):
        article = piece.article
        parts += [
            article.pk,
            article.version,
            piece.page,
            piece.order,
            piece.is_lead,
            piece.beside_id,
            article.picture_id,
        ]
        parts += ids_in(article.body)
        parts += [article.picture.alt, article.picture.caption, article.picture.credit] if article.picture else []
    texts = StandingText.objects.filter(group=group).order_by("pk").values_list("pk", "changed_at")
    for part in [*parts, *texts]:
        told.update(f"{part}\x00".encode())
    return told.hexdigest()


def _measured(make: IssueMake) -> dict:
    fits = fit_of(issue_contents(make), Paper(make.paper, make.pages))
    return {uuid.UUID(key): Fit(one.lines_over, one.words_over, one.lines_spare) for key, one in fits.items()}
