"""The same piece in two or three languages, side by side on one page."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.press.actions.opening import open_make
from handbill.press.models import IssueMake, RunningPiece

MOST = 3  # columns of a page that can still be read


@transaction.atomic
def set_beside(piece: RunningPiece, other: RunningPiece, *, by: Member) -> None:
    """`piece` beside `other`, on its page; what stood beside `piece` stands by itself again."""
    make = open_make(piece.issue.make, by)
    other = other.beside or other
    _check(piece, other)
    make.issue.pieces.filter(beside=piece).update(beside=None)
    order = other.order + 1 + other.sides.exclude(pk=piece.pk).count()
    make.issue.pieces.filter(pk=piece.pk).update(beside=other, page=other.page, order=order, is_lead=False)


@transaction.atomic
def set_apart(piece: RunningPiece, *, by: Member) -> None:
    """By itself again, where it stands."""
    open_make(piece.issue.make, by)
    RunningPiece.objects.filter(pk=piece.pk).update(beside=None)


def with_sides(make: IssueMake, pages: dict[int, list]) -> dict[int, list]:
    """The order with each piece followed by what stands beside it."""
    sides: dict = {}
    for piece in make.issue.pieces.filter(beside__isnull=False):
        sides.setdefault(piece.beside_id, []).append(piece.pk)
    return {page: [one for first in ids for one in (first, *sides.get(first, []))] for page, ids in pages.items()}


def keep_beside(make: IssueMake, pages_before: dict[uuid.UUID, int]) -> None:
    """After pieces were moved: what stands beside one goes with it; what went elsewhere by itself stands alone."""
    for piece in make.issue.pieces.filter(beside__isnull=False).select_related("beside"):
        if piece.page == piece.beside.page:
            continue
        if piece.page == pages_before[piece.pk]:
            make.issue.pieces.filter(pk=piece.pk).update(page=piece.beside.page)
        else:
            make.issue.pieces.filter(pk=piece.pk).update(beside=None)


def _check(piece: RunningPiece, other: RunningPiece) -> None:
    if piece.pk == other.pk or piece.issue_id != other.issue_id:
        raise Refusal("not_beside", _("Choose another piece of this issue. Nothing was changed."))
    there = [other, *other.sides.exclude(pk=piece.pk).select_related("article")]
    if piece.article.language in {one.article.language for one in there}:
        sentence = _("Both are in one language. Nothing was changed; what stands side by side is one piece in two.")
        raise Refusal("same_language", sentence)
    if len(there) >= MOST:
        raise Refusal("too_many_beside", _("Three languages stand side by side there. Nothing was changed."))
