"""An issue or a letter on its way to those who agreed to it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.copies.models import Issue


class Kind(models.TextChoices):
    EDITION = "edition", _("The paper, by e-mail")
    LETTER = "letter", _("A letter, by e-mail")
    TEXTS = "texts", _("A text message")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Being sent")
    PAUSED = "paused", _("Paused")
    DONE = "done", _("Sent")
    CANCELLED = "cancelled", _("Stopped for good")


class MailingQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers alone: what is sent to people is theirs to order and to see."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()


class Mailing(models.Model):
    """A draft until an organiser gives the order. Whoever sends it is `holder`; without a beat for a while nobody does."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="mailings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    purpose = models.CharField(max_length=12, default="news")  # what they must have agreed to
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="mailings")
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    ordered_at = models.DateTimeField(null=True, blank=True)
    ordered_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=32, blank=True)
    boot = models.CharField(max_length=36, blank=True)  # which start of the machine the holder belongs to
    beat_at = models.DateTimeField(null=True, blank=True)
    key_ends_at = models.DateTimeField(null=True, blank=True)
    wait_until = models.DateTimeField(null=True, blank=True)  # the server wants nothing before
    waits = models.PositiveSmallIntegerField(default=0)  # how often in a row it had to wait
    trouble = models.CharField(max_length=20, blank=True)  # a code of mail.troubles
    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="mailing_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="mailing_state_is_known"),
            models.CheckConstraint(
                condition=Q(purpose__in=["news", "follow_up", "texts"]), name="mailing_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="edition", issue__isnull=False, purpose="news")
                | ~Q(kind="edition") & Q(issue__isnull=True),
                name="an_edition_is_an_issue_for_news",
            ),
            models.CheckConstraint(
                condition=Q(ordered_at__isnull=True, ordered_by__isnull=True, state="draft")
                | Q(ordered_at__isnull=False, ordered_by__isnull=False) & ~Q(state="draft"),
                name="a_mailing_past_the_draft_was_ordered",
            ),
        ]

    def get_absolute_url(self):
        return reverse("mailing", args=[self.pk])

    @property
    def channel(self) -> str:
        """The channel for which they must have agreed."""
        return "text" if self.kind == Kind.TEXTS else "email"


class MailingText(models.Model):
    """What a letter says in one language. Everybody on the list reads it: it holds nothing about anybody."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=35)
    subject = models.CharField(max_length=160, blank=True)
    body = models.TextField(max_length=40_000)  # Markdown; a text message is plain

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "language"], name="one_text_per_mailing_and_language")
        ]
