"""Work that is due with a person. What came of it is a fact; this row says what is open."""

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.followup.visibility import FollowUpQuerySet
from handbill.people.models import Person


class Step(models.TextChoices):
    GET_BACK = "get_back"
    RING_BACK = "ring_back"
    WRITE = "write"
    INVITE = "invite"
    SEND = "send"
    OTHER = "other"


class FollowUp(models.Model):
    """One thing due with one person. A next step closes this one and opens another."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Person, models.CASCADE, related_name="follow_ups")
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.GET_BACK)
    step_text = models.BinaryField(null=True)  # SEALED of the words (label hb-step-1) as compact JSON
    due_at = models.DateTimeField(null=True, blank=True)  # None: any time
    opened_at = models.DateTimeField(default=now)
    tried_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_open_follow_up_per_person"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="follow_up_closed_at_and_by_together",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "due_at"], name="open_follow_up_by_due", condition=Q(closed_at__isnull=True))
        ]
