"""What the page of an issue shows: its pieces by page with how they fit, what is missing, what was printed."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.base import moments
from handbill.base.languages import language_name
from handbill.copies.models import Batch
from handbill.press import tongues
from handbill.press.checking import Check, checks_of
from handbill.press.fitting import Fit, fit_sentence, fits_of
from handbill.press.models import Article, IssueMake, RunningPiece
from handbill.press.queries import pieces_in
from handbill.press.visibility import may_make_issues

PIECES_OFFERED = 60


@dataclass
class Page:
    """A page of the running order."""

    number: int
    lines: list["Line"] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A piece in the running order, and what is to be said about it."""

    piece: RunningPiece
    fit: Fit | None
    direction: str
    is_seen: bool
    could_be_beside: tuple[RunningPiece, ...] = ()

    @property
    def article(self) -> Article:
        return self.piece.article

    @property
    def language(self) -> str:
        return language_name(self.article.language)

    @property
    def words(self) -> str:
        """One short state, the most pressing first."""
        if not self.article.body.strip():
            return _("not started")
        if self.fit and self.fit.is_over:
            return ngettext("{n} word over", "{n} words over", self.fit.words_over).format(n=self.fit.words_over)
        if not self.article.is_ready:
            return _("waits for a second reader") if self.article.status == "second" else _("draft")
        return _("fits")

    @property
    def is_pressing(self) -> bool:
        return not self.article.body.strip() or bool(self.fit and self.fit.is_over)

    @property
    def fit_words(self) -> str:
        return fit_sentence(self.fit, self.piece.page) if self.fit else ""


def issue_page(make: IssueMake, member: Member) -> dict:
    """For the template press/issue.html."""
    checks = checks_of(make)
    batches = Batch.objects.filter(run__issue=make.issue).order_by("made_at", "id")
    is_maker = may_make_issues(member)
    return {
        "make": make,
        "issue": make.issue,
        "pages": order_of(make, member),
        "checks": checks,
        "headline": headline(make, checks),
        "may_make": is_maker,
        "offered": _offered(make, member) if is_maker and not make.is_published else [],
        "batches": sorted(batches, key=lambda batch: (len(batch.code), batch.code)),
        "orders": list(make.issue.print_orders.defer("content").select_related("asked_by")[:6]) if is_maker else [],
        "direction": tongues.direction(make.language),
    }


def order_of(make: IssueMake, member: Member) -> list[Page]:
    """Every page, with what stands on it."""
    fits, pages = fits_of(make), {number: Page(number) for number in range(1, make.pages + 1)}
    pieces = pieces_in(make)
    ids = [piece.article_id for piece in pieces]
    seen = set(Article.objects.visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))
    for piece in pieces:
        direction = tongues.direction(piece.article.language)
        is_seen = piece.article_id in seen
        line = Line(piece, fits.get(piece.article_id), direction, is_seen, _could_be_beside(piece, pieces))
        pages.setdefault(piece.page, Page(piece.page)).lines.append(line)
    return list(pages.values())


def _could_be_beside(piece: RunningPiece, pieces: list[RunningPiece]) -> tuple[RunningPiece, ...]:
    """Pieces in another language that lead a row of languages or stand alone."""
    others = [one for one in pieces if one.beside_id is None and one.pk not in (piece.pk, piece.beside_id)]
    return tuple(one for one in others if one.article.language != piece.article.language and not piece.is_lead)


def headline(make: IssueMake, checks: list[Check]) -> str:
    """The one sentence on top."""
    if make.is_published:
        return _("No. {number} is published.").format(number=make.issue.name)
    if make.is_ready:
        return _("No. {number} is ready to print.").format(number=make.issue.name)
    missing = sum(1 for check in checks if check.is_needed and not check.is_so)
    if not make.issue.pieces.exists():
        return _("No. {number} is empty so far.").format(number=make.issue.name)
    if not missing:
        return _("Everything is there. Call no. {number} ready.").format(number=make.issue.name)
    sentence = ngettext(
        "One thing is missing before no. {number} can be printed.",
        "{n} things are missing before no. {number} can be printed.",
        missing,
    )
    return sentence.format(n=missing, number=make.issue.name)


def print_day(make: IssueMake) -> str:
    """Friday 2 October."""
    return moments.long_day(make.print_on) if make.print_on else ""


def _offered(make: IssueMake, member: Member) -> list[Article]:
    """Pieces that stand in no issue yet."""
    rows = Article.objects.visible_to(member).in_work().filter(places=None)
    return list(rows.order_by("-changed_at")[:PIECES_OFFERED])
