"""Imports and what they brought; columns a group has matched before; addresses of calendars."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.exchange.api.models import ApiAnswer, ApiToken
from handbill.exchange.webhooks.models import Delivery, Webhook
from handbill.people.models import Person

__all__ = ["ApiAnswer", "ApiToken", "Brought", "CalendarAddress", "Delivery", "Import", "Matched", "Webhook"]
UNDONE_WITHIN = timedelta(days=30)


class ImportQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Organisers of the group."""
        return self.filter(group=member.group_id) if member.is_organiser else self.none()


class Import(models.Model):
    """One file of people. `locked` is the file under a key that only the organiser's open page holds, gone when it is done."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="imports")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    locked = models.BinaryField(null=True)
    brought = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)  # cards that were here
    left_out = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="import_undone_at_and_by_together",
            ),
        ]

    @property
    def may_be_undone(self) -> bool:
        return bool(self.begun_at and not self.undone_at and self.begun_at > now() - UNDONE_WITHIN)


class Brought(models.Model):
    """A person who came by an import; goes with the person."""

    group = models.ForeignKey(Group, models.PROTECT)
    by_import = models.ForeignKey(Import, models.CASCADE, related_name="people")
    person = models.OneToOneField(Person, models.CASCADE, related_name="brought")


class Changed(models.Model):
    """A card that was here and that an import filled or replaced: how it was, sealed as it was, until it can no longer be taken back."""

    group = models.ForeignKey(Group, models.PROTECT)
    by_import = models.ForeignKey(Import, models.CASCADE, related_name="changed_cards")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    before = models.BinaryField()
    after = models.BinaryField(
        max_length=32
    )  # fingerprint of what was sealed instead: other than that, it was corrected since

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by_import", "person"], name="earlier_card_kept_once")]


class Matched(models.Model):
    """How a group matched the columns of a file; the file's headings stand here only as a fingerprint."""

    group = models.ForeignKey(Group, models.PROTECT)
    headings = models.BinaryField(max_length=32)
    fields = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "headings"], name="columns_matched_once")]


class CalendarAddress(models.Model):
    """Where a member's calendar programme reads outings. Only a fingerprint of the address is kept."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="calendar_address")
    group = models.ForeignKey(Group, models.PROTECT)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=now)
