"""Addresses that are told, and what they were told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field


class Kind(models.TextChoices):
    OUTING_MADE = "outing.made", _("an outing was planned")
    OUTING_CHANGED = "outing.changed", _("an outing was changed or cancelled")
    OUTING_ENDED = "outing.ended", _("an outing is over")
    DEBRIEF_FINISHED = "debrief.finished", _("a debrief has everything: every phone has sent all it holds")
    ISSUE_OUT = "issue.out", _("an issue was published")
    FACTS_SYNCED = "facts.synced", _("phones have sent: how many facts an outing has")
    SIGN_UPS = "sign_ups.counted", _("somebody signed up: how many did in all")


TEST = "test"  # sent by hand, whatever kinds were chosen


class WebhookQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers of the group."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()

    def wanting(self, kind: str, group_id):
        """Those of a group that are told of a kind; few, so that they are sorted out here."""
        return [hook for hook in self.filter(group=group_id, paused_at=None) if kind in hook.kinds]


class Webhook(models.Model):
    """One https address. `paused_by` is None where it paused itself after failing for long."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="webhooks")
    address = models.CharField(max_length=1000)
    kinds = models.JSONField(default=list)
    locked_secret = models.BinaryField(max_length=200)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    told_row = models.BigIntegerField(default=0)  # facts up to this row have been counted for it
    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_at__isnull=False) | Q(paused_by__isnull=True), name="whoever_pauses_says_when"
            ),
            models.CheckConstraint(condition=Q(address__startswith="https://"), name="a_webhook_is_told_by_https"),
        ]

    @property
    def paused_itself(self) -> bool:
        return bool(self.paused_at and not self.paused_by_id)

    @property
    def kinds_in_words(self) -> list[str]:
        return [str(kind.label) for kind in Kind if kind in self.kinds]


class Delivery(models.Model):
    """One thing told to one address, with every try the same id. `about` says it once: asked for again, it is there."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=120)
    body = models.TextField()
    made_at = models.DateTimeField(default=now)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=20, blank=True)  # the status, or a code of outgoing
    taken_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "about"], name="an_address_is_told_once_about_a_thing"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(given_up_at__isnull=True), name="what_was_taken_is_not_given_up"
            ),
        ]
