"""Two in one piece: whoever wrote asks, somebody else reads; and the way back to what a piece was before."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.press.actions.write import check_may_change, save_article
from handbill.press.models import Article, Edit, Status
from handbill.press.visibility import may_be_second_reader


@transaction.atomic
def ask_for_reader(article: Article, *, by: Member) -> Article:
    """The piece is written as far as `by` is concerned: somebody else reads it before print."""
    article = locked(article)
    check_may_change(article, by)
    if not article.title or not article.body.strip():
        sentence = _("A piece needs a headline and a text before somebody reads it. It is saved as it is.")
        raise Refusal("nothing_to_read", sentence)
    if article.status == Status.DRAFT:
        article.status, article.asked_at, article.asked_by = Status.SECOND, now(), by
        article.save(update_fields=["status", "asked_at", "asked_by"])
    return article


@transaction.atomic
def note_read(article: Article, *, by: Member, version: int) -> Article:
    """`by` has read this version and it may be printed."""
    article = locked(article)
    if not may_be_second_reader(article, by):
        raise MayNot(_("Somebody else reads it: neither whoever asked nor whoever wrote in it last."))
    if article.status == Status.DRAFT:
        raise Refusal("not_asked_yet", _("It is a draft again. Nothing was noted; read it when you are asked."), 409)
    if version != article.version:
        raise Refusal(
            "changed_while_read",
            _("The piece was changed while you read. Nothing was noted; it stands here as it is now."),
            409,
        )
    if article.status == Status.SECOND:
        article.status, article.read_at, article.read_by = Status.READY, now(), by
        article.save(update_fields=["status", "read_at", "read_by"])
    return article


@transaction.atomic
def back_to_draft(article: Article, *, by: Member) -> Article:
    """There is more to write: nobody needs to read it now."""
    article = locked(article)
    check_may_change(article, by)
    article.status = Status.DRAFT
    article.asked_at = article.asked_by = article.read_at = article.read_by = None
    article.save(update_fields=["status", "asked_at", "asked_by", "read_at", "read_by"])
    return article


def bring_back(edit: Edit, *, by: Member, version: int) -> Article:
    """The piece as it was then; what it is now stays among the earlier versions."""
    return save_article(edit.article, edit.words(), by=by, version=version)


@transaction.atomic
def put_away(article: Article, *, by: Member, is_away: bool = True) -> Article:
    """Out of the list, and back into it. What stands in an issue is not put away."""
    article = locked(article)
    check_may_change(article, by)
    if is_away and article.places.exists():
        sentence = _("This piece stands in an issue. Nothing was changed; take it out of the issue first.")
        raise Refusal("stands_in_an_issue", sentence)
    article.put_away_at = now() if is_away else None
    article.save(update_fields=["put_away_at"])
    return article


def locked(article: Article) -> Article:
    """The row as it is now, held until the end of the transaction."""
    return Article.objects.select_for_update(of=("self",)).select_related("group", "changed_by").get(pk=article.pk)
