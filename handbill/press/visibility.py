"""Who sees what of the paper, decided in the query; and who may do what."""

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Role

MAKERS = (Role.ORGANISER, Role.EDITOR)  # they write, and make the issue
WRITERS = (*MAKERS, Role.VOLUNTEER)


class OfThePaper(models.QuerySet):
    """The making of an issue: for those who make it."""

    def visible_to(self, member):
        return self.filter(group=member.group_id) if may_write(member) else self.none()


class ArticleQuerySet(models.QuerySet):
    """Drafts are for those who make the paper and for whoever writes them; what was published is for every member."""

    def visible_to(self, member):
        mine = self.filter(group=member.group_id)
        if may_make_issues(member):
            return mine
        published = Q(pk__in=_published_articles(member.group_id))
        if may_write(member):
            return mine.filter(published | Q(made_by=member) | Q(status__in=("second", "ready")))
        return mine.filter(published)

    def in_work(self):
        return self.filter(put_away_at=None)


class IssueMakeQuerySet(models.QuerySet):
    """Issues in the making are for those who write; published ones for every member."""

    def visible_to(self, member):
        mine = self.filter(group=member.group_id)
        return mine if may_write(member) else mine.published()

    def published(self):
        return self.filter(published_at__isnull=False)


class PictureQuerySet(models.QuerySet):
    """As articles: the group's for those who write, published ones for every member, and for everybody."""

    def visible_to(self, member):
        mine = self.filter(group=member.group_id)
        return mine if may_write(member) else mine.filter(pk__in=self.published())

    def published(self):
        return self.filter(uses__article__places__issue__make__published_at__isnull=False).distinct()


def may_write(member) -> bool:
    """Write pieces, bring pictures: organisers, editors, volunteers."""
    return member.role in WRITERS


def may_make_issues(member) -> bool:
    """Make an issue, change anybody's piece, write standing texts, publish: organisers and editors."""
    return member.role in MAKERS


def may_change(article, member) -> bool:
    """A piece is changed by those who make the paper, and by the volunteer who began it."""
    return may_make_issues(member) or (may_write(member) and article.made_by_id == member.pk)


def may_be_second_reader(article, member) -> bool:
    """Somebody else than whoever wrote last or asked."""
    return may_write(member) and member.pk not in (article.changed_by_id, article.asked_by_id)


def _published_articles(group_id):
    from handbill.press.models import RunningPiece

    published = RunningPiece.objects.filter(group=group_id, issue__make__published_at__isnull=False)
    return published.order_by().values("article")
