"""What was put together, and what was said to be two people."""

from django.db import models
from django.db.models import F, Q

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field


class MergeQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers: it takes the keys to both cards."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()

    def undoable(self):
        """Those whose other card is still kept back."""
        return self.filter(destroyed_at=None)


class Merge(models.Model):
    """Two cards became one. `away` is the id of the row that went, which is gone itself once its card is destroyed.

    `card_before` and `card_merged` are the kept card as it was sealed before and after: what was corrected since is the
    difference. `before` holds ids and codes only, no word of a card.
    """

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="merges")
    kept = models.ForeignKey("people.Person", models.CASCADE, related_name="merges")
    away = Id16Field(unique=True)
    merged_at = models.DateTimeField(default=now)
    merged_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    card_before = models.BinaryField(null=True)
    card_merged = models.BinaryField(null=True)
    before = models.JSONField(default=dict)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    objects = MergeQuerySet.as_manager()

    class Meta:
        app_label = "people"
        ordering = ["-merged_at", "-id"]
        indexes = [models.Index(fields=["merged_at"], name="merges_kept_back", condition=Q(destroyed_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(card_before=None, card_merged=None),
                name="a_destroyed_card_leaves_no_other_version",
            ),
            models.CheckConstraint(condition=~Q(kept=F("away")), name="nobody_is_merged_with_themselves"),
        ]


class TwoPeople(models.Model):
    """Somebody looked and said: these are two. They are never offered as one again, until that is taken back."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="two_people")
    first = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    second = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    said_at = models.DateTimeField(default=now)
    said_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    objects = MergeQuerySet.as_manager()

    class Meta:
        app_label = "people"
        ordering = ["-said_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_people_are_said_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_lower_id_is_the_first_of_two"),
        ]
