"""How copies moved. Lines are written once; stacks are what they come to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.base.rows import WrittenOnce, WrittenOnceQuerySet
from handbill.copies.models.holders import Holder
from handbill.copies.models.print import Batch


class MovementQuerySet(WrittenOnceQuerySet):
    def visible_to(self, member):
        return self.filter(group=member.group_id)


class Movement(WrittenOnce):
    """A line of the ledger, never changed: so many copies of a batch from `source` to `target`.

    No source: printed, or found. No target: a printed line that was undone. `of` is the line that this one corrects.
    """

    class Kind(models.TextChoices):
        PRINTED = "printed", _("Printed")
        TAKEN = "taken", _("Taken")
        TAKEN_BACK = "taken_back", _("Not taken after all")
        HANDED_BACK = "handed_back", _("Handed back")
        LEFT = "left", _("Left at a place")
        HANDED_OUT = "handed_out", _("Handed out")
        LETTERBOX = "letterbox", _("Through letterboxes")
        LOST = "lost", _("Lost")
        FOUND = "found", _("Found")
        MISSING = "missing", _("Fewer counted")
        UNDONE = "undone", _("Undone")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.ForeignKey(Holder, models.PROTECT, null=True, related_name="lines_out")
    target = models.ForeignKey(Holder, models.PROTECT, null=True, related_name="lines_in")
    copies = models.PositiveIntegerField()
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=160, blank=True)
    of = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    objects = MovementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["group", "at"], name="movement_by_time")]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1), name="a_movement_has_copies"),
            models.CheckConstraint(
                condition=Q(source__isnull=False, target__isnull=False) & ~Q(source=F("target"))
                | Q(kind__in=["printed", "found"], source__isnull=True, target__isnull=False)
                | Q(kind="undone", source__isnull=False, target__isnull=True),
                name="a_movement_goes_from_one_holder_to_another",
            ),
            models.CheckConstraint(
                condition=~Q(kind="undone") | Q(of__isnull=False), name="what_undoes_points_at_what_it_undoes"
            ),
            models.UniqueConstraint(fields=["of"], condition=Q(kind="undone"), name="a_movement_is_undone_once"),
        ]


class Stack(models.Model):
    """How many copies of a batch a holder has. Never below nothing: the database refuses it, whoever asks at once."""

    group = models.ForeignKey(Group, models.PROTECT)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="stacks")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="stacks")
    copies = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "holder"], name="one_stack_per_batch_and_holder"),
            models.CheckConstraint(condition=Q(copies__gte=0), name="no_stack_is_below_nothing"),
        ]


class Noted(models.Model):
    """What an outing's facts come to as lines: a reading that `copies.noted` brings along, and never written by hand."""

    class Kind(models.TextChoices):
        TAKEN = "taken", _("Taken")
        FOUND = "found", _("More than were brought")
        HANDED_BACK = "handed_back", _("Handed back")
        GIVEN_ON = "given_on", _("Handed to")
        HANDED_OUT = "handed_out", _("Handed out")
        LETTERBOX = "letterbox", _("Through letterboxes")
        LEFT = "left", _("Left at the place")
        UNTAPPED = "untapped", _("Handed out, not tapped")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Holder, models.CASCADE, related_name="noted")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="noted")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.ForeignKey(Holder, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(Holder, models.PROTECT, null=True, related_name="+")
    copies = models.PositiveIntegerField()
    for_friends = models.PositiveIntegerField(default=0)
    phones = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(copies__gte=1, for_friends__lte=F("copies")), name="noted_copies_hold_those_for_friends"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) & (Q(source__isnull=False) | Q(kind="found")),
                name="only_what_was_found_comes_from_nowhere",
            ),
        ]


class Unsettled(models.Model):
    """An outing whose facts or bookings have changed since its lines were read."""

    outing = Id16Field(primary_key=True)
    group = models.ForeignKey(Group, models.PROTECT)
    marked_at = models.DateTimeField(default=now)
