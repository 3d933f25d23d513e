"""Where copies can be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.base.moments import short_day
from handbill.copies.visibility import OfTheGroup

PEOPLE_AND_PLACES = ("cupboard", "member", "outing", "place")
ENDS = ("hand", "letterbox", "left", "untapped", "elsewhere", "lost", "unknown")  # one of each in a group


class Holder(models.Model):
    """A cupboard, a member, an outing, a place where copies lie; or an end of the way, where copies are counted too.

    An outing is known by its id alone, since outings stand above this room; `name` and `on` are its place and day.
    """

    class Kind(models.TextChoices):
        CUPBOARD = "cupboard", _("Cupboard")
        MEMBER = "member", _("Member")
        OUTING = "outing", _("Outing")
        PLACE = "place", _("Place where copies lie")
        HAND = "hand", _("Handed out")
        LETTERBOX = "letterbox", _("Through letterboxes")
        LEFT = "left", _("Left at an outing’s place")
        UNTAPPED = "untapped", _("Handed out, not tapped")
        ELSEWHERE = "elsewhere", _("Given on elsewhere")
        LOST = "lost", _("Lost")
        UNKNOWN = "unknown", _("Not accounted for")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="holders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="holders")
    outing = Id16Field(null=True, unique=True)
    on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=now)
    objects = OfTheGroup.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="member", member__isnull=False) | ~Q(kind="member") & Q(member__isnull=True),
                name="only_a_members_stack_has_a_member",
            ),
            models.CheckConstraint(
                condition=Q(kind="outing", outing__isnull=False) | ~Q(kind="outing") & Q(outing__isnull=True),
                name="only_an_outings_stack_has_an_outing",
            ),
            models.UniqueConstraint(fields=["member"], name="one_stack_per_member"),
            models.UniqueConstraint(
                fields=["group", "kind", "name"],
                condition=Q(kind__in=["cupboard", "place"]),
                name="one_cupboard_or_place_per_name",
            ),
            models.UniqueConstraint(
                fields=["group", "kind"], condition=Q(kind__in=ENDS), name="one_end_of_a_kind_per_group"
            ),
        ]

    def __str__(self):
        if self.kind in ENDS:
            return self.get_kind_display()
        if self.kind == "member":
            return self.member.name
        return f"{self.name}, {short_day(self.on)}" if self.on else self.name

    @property
    def is_end(self) -> bool:
        return self.kind in ENDS
