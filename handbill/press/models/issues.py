"""An issue in the making: its pages, what stands on them, what stands in every issue, and the PDFs that were asked for."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.copies.models import Issue
from handbill.press.models.articles import Article
from handbill.press.visibility import IssueMakeQuerySet, OfThePaper

MOST_PAGES = 16


class IssueMake(models.Model):
    """How an issue is made. It is being written until somebody calls it ready, and read by everybody once published."""

    class Paper(models.TextChoices):
        A4 = "a4", _("A4")
        A3 = "a3", _("A3, folded to A4 pages")
        TABLOID = "tabloid", _("Tabloid")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="makes")
    issue = models.OneToOneField(Issue, models.PROTECT, related_name="make")
    on = models.DateField()  # the date under the flag
    print_on = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=8, choices=Paper.choices, default=Paper.A4)
    pages = models.PositiveSmallIntegerField(default=4)
    languages = models.JSONField(default=list)  # codes; the first one is the issue's own
    copies_planned = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = IssueMakeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(pages__gte=1, pages__lte=MOST_PAGES), name="an_issue_has_1_to_16_pages"),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, ready_by__isnull=True)
                | Q(ready_at__isnull=False, ready_by__isnull=False),
                name="issue_ready_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="issue_published_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(ready_at__isnull=False),
                name="only_what_is_ready_is_published",
            ),
        ]

    def __str__(self):
        return str(self.issue)

    def get_absolute_url(self):
        return reverse("press_issue", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def language(self) -> str:
        """The issue's own language."""
        return self.languages[0] if self.languages else self.group.language


class RunningPiece(models.Model):
    """An article's place in an issue."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pieces")
    article = models.ForeignKey(Article, models.PROTECT, related_name="places")
    page = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=0)
    is_lead = models.BooleanField(default=False)
    # The same in another language, set beside that piece: one row of columns, one after the other on the web.
    beside = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="sides")
    objects = OfThePaper.as_manager()

    class Meta:
        ordering = ["page", "-is_lead", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "article"], name="an_article_stands_once_in_an_issue"),
            models.UniqueConstraint(fields=["issue"], condition=Q(is_lead=True), name="one_lead_per_issue"),
            models.CheckConstraint(
                condition=Q(beside__isnull=True) | ~Q(beside=F("id")), name="no_piece_is_beside_itself"
            ),
            models.CheckConstraint(
                condition=Q(beside__isnull=True) | Q(is_lead=False), name="a_piece_beside_another_does_not_lead"
            ),
            models.CheckConstraint(condition=Q(is_lead=False) | Q(page=1), name="the_lead_stands_on_page_one"),
            models.CheckConstraint(condition=Q(page__gte=1, page__lte=MOST_PAGES), name="a_piece_stands_on_a_page"),
        ]


class StandingText(models.Model):
    """What stands in every issue, per language."""

    class Key(models.TextChoices):
        STAND_FOR = "stand_for", _("What we stand for")
        IMPRINT = "imprint", _("Imprint")
        FIND_US = "find_us", _("Where to find us")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="standing_texts")
    key = models.CharField(max_length=10, choices=Key.choices)
    language = models.CharField(max_length=35)
    title = models.CharField(max_length=120)
    body = models.TextField(max_length=4000)  # Markdown
    changed_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    objects = OfThePaper.as_manager()

    class Meta:
        ordering = ["key", "language"]
        constraints = [
            models.UniqueConstraint(fields=["group", "key", "language"], name="one_standing_text_per_language"),
        ]


class PrintOrder(models.Model):
    """A PDF that was asked for: a proof without batches, or the issue once for each batch. Kept until it was fetched."""

    class Kind(models.TextChoices):
        PROOF = "proof", _("Proof")
        BATCHES = "batches", _("For print, batch by batch")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="print_orders")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    options = models.JSONField(default=dict)  # bleed, marks, ink, imposed, one file or several, codes of the batches
    origin = models.CharField(max_length=200, blank=True)  # what stands before a batch's code in its address
    asked_at = models.DateTimeField(default=now)
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    total = models.PositiveSmallIntegerField(default=1)
    done = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(null=True)
    failed = models.CharField(max_length=200, blank=True)  # the sentence for whoever waits
    objects = OfThePaper.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, content__isnull=True)
                | Q(made_at__isnull=False, content__isnull=False),
                name="print_order_made_at_and_content_together",
            ),
        ]

    def get_absolute_url(self):
        return reverse("press_print_order", args=[self.pk])
