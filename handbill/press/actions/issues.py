"""Making an issue: its pages, what stands on them, and when readers see it."""

import datetime
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.copies.models import Issue, Publication
from handbill.copies.models.print import issue_named
from handbill.press.actions.beside import keep_beside, with_sides
from handbill.press.actions.opening import check_may_make, held, open_make
from handbill.press.models import Article, IssueMake, RunningPiece

LEAST_PAGES = 2


@transaction.atomic
def begin_issue(
    *, by: Member, name: str, on: datetime.date, publication: Publication | None = None, **more
) -> IssueMake:
    """Start making the issue of this name; one that copies know already is the same issue."""
    check_may_make(by)
    issue = issue_named(by.group, name, publication)
    if IssueMake.objects.filter(issue=issue).exists():
        sentence = _("No. {number} is being made already. Nothing was added.")
        raise Refusal("issue_known", sentence.format(number=name))
    more.setdefault("languages", [by.group.language])
    return IssueMake.objects.create(group=by.group, issue=issue, on=on, made_by=by, **more)


@transaction.atomic
def change_issue(make: IssueMake, *, by: Member, name: str, **more) -> IssueMake:
    """Another number, day, size, language."""
    make = open_make(make, by)
    if name != make.issue.name:
        _rename(make.issue, name)
    fewest = make.issue.pieces.aggregate(last=Max("page"))["last"] or LEAST_PAGES
    if more.get("pages", make.pages) < fewest:
        sentence = _("Something stands on page {page}. Nothing was changed; move it first, then take pages away.")
        raise Refusal("page_in_use", sentence.format(page=fewest))
    for field, value in more.items():
        setattr(make, field, value)
    make.save()
    return make


@transaction.atomic
def place_article(make: IssueMake, article: Article, page: int, *, by: Member) -> RunningPiece:
    """At the end of a page; the first piece of page one becomes the lead."""
    make = open_make(make, by)
    _check_page(make, page)
    if make.issue.pieces.filter(article=article).exists():
        raise Refusal("stands_there_already", _("This piece stands in the issue already. Nothing was changed."))
    if article.put_away_at:
        Article.objects.filter(pk=article.pk).update(put_away_at=None)
    is_lead = page == 1 and not make.issue.pieces.filter(is_lead=True).exists()
    order = make.issue.pieces.filter(page=page).count()
    return RunningPiece.objects.create(
        group=make.group, issue=make.issue, article=article, page=page, order=order, is_lead=is_lead
    )


@transaction.atomic
def set_running_order(make: IssueMake, pages: dict[int, list[uuid.UUID]], *, by: Member) -> None:
    """All pieces anew: for each page the ids of its pieces, from top to bottom. Raises Refusal if one is missing."""
    make = open_make(make, by)
    pieces = {piece.pk: piece for piece in make.issue.pieces.all()}
    pages_before = {piece.pk: piece.page for piece in pieces.values()}
    wanted = [one for ids in pages.values() for one in ids]
    if sorted(wanted) != sorted(pieces):
        sentence = _(
            "The running order was changed by somebody else meanwhile. Nothing was moved; it stands here as it is now."
        )
        raise Refusal("order_changed", sentence, 409)
    for page, ids in pages.items():
        _check_page(make, page)
        for order, one in enumerate(ids):
            piece = pieces[one]
            piece.page, piece.order, piece.is_lead = page, order, piece.is_lead and page == 1
            piece.save(update_fields=["page", "order", "is_lead"])
    keep_beside(make, pages_before)


@transaction.atomic
def move_piece(piece: RunningPiece, step: int, *, by: Member) -> None:
    """One up (-1) or down (1); from the top of a page to the end of the one before, and the other way."""
    make = open_make(piece.issue.make, by)
    pages = running_order(make)
    page = next((page for page, ids in pages.items() if piece.pk in ids), None)
    if page is None:
        raise Refusal("stands_beside", _("It goes where the piece goes that it stands beside. Nothing was moved."))
    ids, at = pages[page], pages[page].index(piece.pk)
    if 0 <= at + step < len(ids):
        ids[at], ids[at + step] = ids[at + step], ids[at]
    elif page + step in pages:
        ids.remove(piece.pk)
        there = pages[page + step]
        there.insert(len(there) if step < 0 else 0, piece.pk)
    set_running_order(make, with_sides(make, pages), by=by)


@transaction.atomic
def put_on_page(piece: RunningPiece, page: int, *, by: Member) -> None:
    """At the end of another page; what stood beside another piece stands by itself there."""
    make = open_make(piece.issue.make, by)
    _check_page(make, page)
    make.issue.pieces.filter(pk=piece.pk).update(beside=None)
    pages = running_order(make)
    for ids in pages.values():
        if piece.pk in ids:
            ids.remove(piece.pk)
    pages[page].append(piece.pk)
    set_running_order(make, with_sides(make, pages), by=by)


@transaction.atomic
def make_lead(piece: RunningPiece, *, by: Member) -> None:
    """The one with the large headline on the front page."""
    make = open_make(piece.issue.make, by)
    make.issue.pieces.filter(is_lead=True).update(is_lead=False)
    make.issue.pieces.filter(pk=piece.pk).update(beside=None)
    pages = running_order(make)
    for ids in pages.values():
        if piece.pk in ids:
            ids.remove(piece.pk)
    pages[1].insert(0, piece.pk)
    set_running_order(make, with_sides(make, pages), by=by)
    make.issue.pieces.filter(pk=piece.pk).update(is_lead=True)


@transaction.atomic
def take_out(piece: RunningPiece, *, by: Member) -> None:
    """The piece stays; it stands in this issue no more."""
    open_make(piece.issue.make, by)
    piece.delete()


@transaction.atomic
def call_ready(make: IssueMake, *, by: Member) -> IssueMake:
    """Everything that has to be so is so; see `checking`. Raises Refusal with what is missing."""
    from handbill.press.checking import checks_of

    make = held(make, by)
    missing = [check for check in checks_of(make) if check.is_needed and not check.is_so]
    if missing:
        sentence = _("No. {number} is not ready: {missing} Nothing was changed.")
        said = " ".join(check.sentence for check in missing[:3])
        raise Refusal("not_ready", sentence.format(number=make.issue.name, missing=said))
    if not make.is_ready:
        make.ready_at, make.ready_by = now(), by
        make.save(update_fields=["ready_at", "ready_by"])
    return make


@transaction.atomic
def write_on(make: IssueMake, *, by: Member) -> IssueMake:
    """Not ready after all."""
    make = open_make(make, by)
    make.ready_at = make.ready_by = None
    make.save(update_fields=["ready_at", "ready_by"])
    return make


@transaction.atomic
def publish(make: IssueMake, *, by: Member) -> IssueMake:
    """From now on readers see it."""
    make = held(make, by)
    if not make.is_ready:
        raise Refusal("not_ready", _("Call the issue ready first. Nothing was published."))
    if not make.is_published:
        make.published_at, make.published_by = now(), by
        make.save(update_fields=["published_at", "published_by"])
    return make


@transaction.atomic
def take_back(make: IssueMake, *, by: Member) -> IssueMake:
    """Readers see it no more; what was printed or mailed is out of reach."""
    make = held(make, by)
    make.published_at = make.published_by = None
    make.save(update_fields=["published_at", "published_by"])
    return make


def running_order(make: IssueMake) -> dict[int, list]:
    """The ids of the pieces by page, every page there; without those that stand beside another."""
    pages: dict[int, list] = {page: [] for page in range(1, make.pages + 1)}
    for piece in make.issue.pieces.filter(beside=None):
        pages.setdefault(piece.page, []).append(piece.pk)
    return pages


def _check_page(make: IssueMake, page: int) -> None:
    if not 1 <= page <= make.pages:
        raise Refusal("no_such_page", _("This issue has no such page. Nothing was moved."))


def _rename(issue: Issue, name: str) -> None:
    """Batches that were printed under the old number keep it."""
    issue.name = name
    try:
        with transaction.atomic():
            issue.save(update_fields=["name"])
    except IntegrityError:
        sentence = _("There is a no. {number} already. Nothing was changed.")
        raise Refusal("issue_known", sentence.format(number=name)) from None
