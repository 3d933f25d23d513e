"""Tokens of programmes, and what their posts were answered, for a day."""

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field


class ApiTokenQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers of the group."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()

    def standing(self):
        """Not ended by hand, and made by somebody who still organises; the day of the end is looked at by the group's clock."""
        return self.filter(ended_at=None, made_by__ended_at=None, made_by__role="organiser")


class ApiToken(models.Model):
    """What a programme shows instead of a password. Only its fingerprint is kept; it may do what its maker may, at most."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    ends_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="api_token_ended_at_and_by_together",
            )
        ]


class ApiAnswer(models.Model):
    """What a post with this key was answered, so that a programme that asks again makes nothing twice."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.BinaryField(max_length=32)  # fingerprints of the key and of what was sent
    asked = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    made_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_api_answer_per_token_and_key")]
