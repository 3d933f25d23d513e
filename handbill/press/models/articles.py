"""Articles, and what they were before."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.plan.models import Outing
from handbill.press.models.pictures import Picture
from handbill.press.visibility import ArticleQuerySet


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SECOND = "second", _("Waits for a second reader")
    READY = "ready", _("Read")


class Words(models.Model):
    """Everything of an article that somebody writes or chooses, and that can be brought back."""

    title = models.CharField(max_length=160, blank=True)
    deck = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True)  # Markdown
    byline = models.CharField(max_length=120, blank=True)
    dateline = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=35, default="en")
    sources = models.TextField(max_length=2000, blank=True)
    box = models.TextField(max_length=4000, blank=True)  # Markdown
    pull_quote = models.CharField(max_length=300, blank=True)
    outing = models.ForeignKey(Outing, models.SET_NULL, null=True, blank=True, related_name="+")
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")

    WRITTEN = (
        *("title", "deck", "body", "byline", "dateline", "language", "sources", "box", "pull_quote"),
        *("outing", "picture"),
    )

    class Meta:
        abstract = True

    def words(self) -> dict:
        """What was written, by the names of the fields."""
        return {name: getattr(self, name) for name in self.WRITTEN}


class Article(Words):
    """A piece for the paper. `version` counts how often it was saved, so that nobody writes over what she has not seen."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="articles")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    put_away_at = models.DateTimeField(null=True, blank=True)
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["group", "changed_at"], name="article_by_change")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", asked_at__isnull=True, asked_by__isnull=True)
                | ~Q(status="draft") & Q(asked_at__isnull=False, asked_by__isnull=False),
                name="an_article_past_the_draft_was_asked_about",
            ),
            models.CheckConstraint(
                condition=Q(status="ready", read_at__isnull=False, read_by__isnull=False)
                | ~Q(status="ready") & Q(read_at__isnull=True, read_by__isnull=True),
                name="an_article_is_ready_once_it_was_read",
            ),
            models.CheckConstraint(
                condition=Q(read_by__isnull=True) | ~Q(read_by=F("asked_by")) & ~Q(read_by=F("changed_by")),
                name="the_second_reader_is_somebody_else",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("press_article", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.status == Status.READY


class Edit(Words):
    """An article as it was at one of its versions."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    article = models.ForeignKey(Article, models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField()
    begun_at = models.DateTimeField(default=now)
    saved_at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["article", "version"], name="one_edit_per_version")]
