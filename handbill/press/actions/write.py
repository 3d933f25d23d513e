"""Beginning a piece and saving it, so that nobody writes over what she has not seen and every step back is there."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.copies.models import Issue
from handbill.plan.models import Outing
from handbill.press.lengths import check_length
from handbill.press.models import Article, Edit, IssueMake, PictureUse, Status
from handbill.press.picture_marks import pictures_named
from handbill.press.visibility import may_change, may_write

STRETCH = timedelta(minutes=5)  # what is saved by itself within this time is one version


class WrittenMeanwhile(Refusal):
    """Somebody else saved the piece since the form was opened."""

    def __init__(self, article: Article, by: Member):
        other = article.changed_by
        if other and other.pk == by.pk:
            sentence = _(
                "This piece was saved in another window of yours meanwhile. Nothing is lost and nothing was saved over."
            )
        else:
            sentence = _(
                "{name} saved this piece while you were writing. Nothing of yours is lost and nothing was saved over."
            ).format(name=other.name if other else _("Somebody"))
        super().__init__("written_meanwhile", sentence, 409)
        self.article = article


@transaction.atomic
def draft_article(
    *,
    group,
    by: Member | None,
    title: str = "",
    deck: str = "",
    body: str = "",
    dateline: str = "",
    language: str = "",
    byline: str = "",
    outing: Outing | None = None,
    **more,
) -> Article:
    """A new draft; `by` None is one that the desk wrote by itself."""
    if by is not None and (by.group_id != group.pk or not may_write(by)):
        raise MayNot(_("Pieces are written by organisers, editors and volunteers."))
    check_length(body)
    article = Article(
        group=group,
        made_by=by,
        changed_by=by,
        title=title[:160],
        deck=deck[:400],
        body=body,
        dateline=dateline[:160],
        language=language or group.language,
        byline=byline or usual_byline(group),
        outing=outing,
        **more,
    )
    article.save()
    _keep(article, by, is_by_itself=False)
    return article


@transaction.atomic
def save_article(article: Article, words: dict, *, by: Member, version: int, is_by_itself: bool = False) -> Article:
    """Save what was written on top of `version`. A piece that somebody had read waits for a second reader again."""
    check_length(words.get("body", ""))
    rows = Article.objects.select_for_update(of=("self",)).select_related("changed_by", "group")
    article = rows.get(pk=article.pk)
    check_may_change(article, by)
    if all(getattr(article, name) == value for name, value in words.items()):
        return article
    if version != article.version:
        raise WrittenMeanwhile(article, by)
    for name, value in words.items():
        setattr(article, name, value)
    article.version += 1
    article.changed_at, article.changed_by = now(), by
    if article.status == Status.READY:
        article.status, article.read_at, article.read_by = Status.SECOND, None, None
    article.save()
    _keep(article, by, is_by_itself=is_by_itself)
    _not_ready_any_more(article)
    return article


def check_may_change(article: Article, by: Member) -> None:
    """Raises MayNot for whoever only reads it, and Refusal for what readers can see already."""
    if not may_change(article, by):
        raise MayNot(_("This piece is changed by whoever began it, by organisers and by editors."))
    published = Issue.objects.filter(pieces__article=article, make__published_at__isnull=False).first()
    if published:
        sentence = _("This piece is published with no. {number}. Nothing was changed; take the issue back first.")
        raise Refusal("is_published", sentence.format(number=published.name))


def usual_byline(group) -> str:
    """Nobody's full name: the group speaks."""
    return _("By members of {group}").format(group=group.name)[:120]


def _not_ready_any_more(article: Article) -> None:
    """An issue that was called ready is looked at once more when a piece of it changes."""
    makes = IssueMake.objects.filter(issue__pieces__article=article, published_at=None)
    makes.update(ready_at=None, ready_by=None)


def _keep(article: Article, by: Member | None, *, is_by_itself: bool) -> None:
    """The version for the way back; what saved itself a moment ago by the same hand is written over."""
    last = article.edits.first()
    if is_by_itself and last and last.by_id == by.pk and now() - last.begun_at < STRETCH and last.version > 1:
        Edit.objects.filter(pk=last.pk).update(version=article.version, saved_at=now(), **article.words())
    else:
        Edit.objects.create(group=article.group, article=article, version=article.version, by=by, **article.words())
    _note_pictures(article)


def _note_pictures(article: Article) -> None:
    """Which pictures the piece shows, so that they are served with it."""
    shown = [*([article.picture] if article.picture else []), *pictures_named(article.body, article.group)]
    first = 0 if article.picture else 1
    article.picture_uses.all().delete()
    PictureUse.objects.bulk_create(
        PictureUse(group=article.group, article=article, picture=picture, order=number)
        for number, picture in enumerate(shown, first)
    )
