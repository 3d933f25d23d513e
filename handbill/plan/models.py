"""Where the group goes, when, with whom and with what."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member, Phone
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.copies.models import Batch
from handbill.plan.visibility import DecisionQuerySet, OutingQuerySet, PlaceQuerySet


class Setting(models.TextChoices):
    STALL = "stall", _("Stall")
    GATE = "gate", _("Factory or depot gate")
    SCHOOL = "school", _("School gate")
    DOORSTEP = "doorstep", _("Doorsteps")
    CROWD = "crowd", _("Crowd outside an event")
    MEETING = "meeting", _("Meeting")
    OTHER = "other", _("Something else")


class Place(models.Model):
    """Somewhere the group goes, with its slot where that matters ("Gate 3, early shift")."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="places")
    name = models.CharField(max_length=120)
    setting = models.CharField(max_length=10, choices=Setting.choices)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="one_place_per_name")]

    def __str__(self):
        return self.name


class Outing(models.Model):
    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="outings")
    place = models.ForeignKey(Place, models.PROTECT, related_name="outings")
    setting = models.CharField(max_length=10, choices=Setting.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    held_by = models.CharField(max_length=120, blank=True)  # who holds the event
    language = models.CharField(max_length=35, blank=True)  # spoken there (BCP 47); empty where it is the group's
    crowd_expected = models.PositiveIntegerField(null=True, blank=True)
    lead = models.ForeignKey(Member, models.PROTECT, related_name="outings_led")
    people_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    goal_conversations = models.PositiveIntegerField(null=True, blank=True)
    goal_asked = models.PositiveSmallIntegerField(null=True, blank=True)  # per cent of the conversations
    goal_contacts = models.PositiveIntegerField(null=True, blank=True)
    goal_copies = models.PositiveIntegerField(null=True, blank=True)
    copies_guess = models.PositiveIntegerField(null=True, blank=True)  # what somebody thinks would go
    copies_advised = models.PositiveIntegerField(null=True, blank=True)  # what the page said when copies were booked
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    objects = OutingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["group", "starts_at"], name="outing_by_start")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_outing_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(goal_asked__isnull=True) | Q(goal_asked__lte=100), name="goal_asked_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="outing_cancelled_at_and_by_together",
            ),
        ]

    def __str__(self):
        return f"{self.place.name}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("outing", args=[self.pk])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.group.timezone)

    @property
    def goals(self) -> dict[str, int]:
        """Those that were set, by the names the wire uses."""
        names = ("conversations", "asked", "contacts", "copies")
        values = ((name, getattr(self, f"goal_{name}")) for name in names)
        return {name: value for name, value in values if value is not None}

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def has_ended(self) -> bool:
        return self.ends_at <= now()


class Shift(models.Model):
    """'I'm coming.'"""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="shifts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="shifts")
    said_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "member"], name="one_shift_per_member_and_outing")]


class GuidePoint(models.Model):
    """Something to talk about at an outing."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="guide")
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]


class ChecklistItem(models.Model):
    """Before you leave."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=160)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]


class Booking(models.Model):
    """Copies of a batch taken to an outing, as a plain number."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="bookings")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="bookings")
    copies = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outing", "batch"], name="one_booking_per_outing_and_batch"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="a_booking_has_copies"),
        ]


class CopiesGone(models.Model):
    """What the facts of an outing say about its copies: a reading of the ledger kept at hand, and never written by hand.

    `stamp` says which facts were read; whoever reads it compares, and counts anew where facts have come since.
    """

    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.OneToOneField(Outing, models.CASCADE, related_name="copies_gone")
    stamp = models.CharField(max_length=60)
    by_hand = models.PositiveIntegerField()  # and left at the place, by the taps
    by_letterbox = models.PositiveIntegerField()
    bins = models.JSONField()  # by_hand in twelve equal parts of the outing
    last_at = models.DateTimeField(null=True)  # the last of them
    from_pile = models.PositiveIntegerField()  # taken from the cupboard or a member
    from_elsewhere = models.PositiveIntegerField()
    in_hand = models.IntegerField()  # of all stacks at the end
    most_in_hand = models.IntegerField()  # of the fullest
    home = models.PositiveIntegerField(null=True)  # counted at the end of every stack, or handed back before
    asked_in_vain = models.PositiveIntegerField()
    went_without = models.BooleanField()  # somebody asked in vain, and no handout came after
    carried_off = models.BooleanField()  # copies left the stacks after the last handout


class Pass(models.Model):
    """What the square holds: lets phones without an account join one outing. Its text is never on disk, see plan.passes."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="passes")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "passes"
        constraints = [
            models.UniqueConstraint(
                fields=["outing"], condition=Q(revoked_at__isnull=True), name="one_standing_pass_per_outing"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="pass_revoked_at_and_by_together",
            ),
        ]


class Joining(models.Model):
    """One phone at one outing: its token (hash), and when it was last heard."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="joinings")
    phone = models.ForeignKey(Phone, models.CASCADE, related_name="joinings")
    by_pass = models.ForeignKey(Pass, models.PROTECT, null=True, blank=True, related_name="joinings")
    token_hash = models.BinaryField(max_length=32, unique=True)
    joined_at = models.DateTimeField(default=now)
    heard_at = models.DateTimeField(default=now)
    waiting = models.PositiveIntegerField(default=0)
    is_late = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "phone"], name="one_joining_per_phone_and_outing")]


class Decision(models.Model):
    """What the group decided, who does it, by when. The words are sealed to the texts key."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="decisions")
    outing = models.ForeignKey(Outing, models.PROTECT, related_name="decisions")
    sealed_id = Id16Field()
    sealed = models.BinaryField()  # the SEALED of the text (label hb-decision-1) as compact JSON
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="decisions")
    due_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="decision_done_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="decision_dropped_at_and_by_together",
            ),
        ]
