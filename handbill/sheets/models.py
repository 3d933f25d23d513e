"""Sheets of paper: numbered where they are printed, closed when they are typed in."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member, Phone
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.plan.models import Outing


class Kind(models.TextChoices):
    TALLY = "tally", _("Tally sheet")
    SIGN_UP = "sign_up", _("Sign-up sheet")


class SheetQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Whoever notes facts of an outing types its sheets; others see none."""
        return self.filter(group=member.group_id) if member.may_note else self.none()


class Sheet(models.Model):
    """One sheet of paper. A tally sheet is a stack of copies like a phone, and its facts are filed as that stack's."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.PROTECT, related_name="sheets")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    printed_at = models.DateTimeField(default=now)
    printed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField(null=True, blank=True)
    typed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    stack = models.OneToOneField(Phone, models.PROTECT, null=True, blank=True, related_name="+")
    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["outing", "kind", "number"], name="a_sheets_number_is_its_own"),
            models.CheckConstraint(
                condition=Q(typed_at__isnull=True, typed_by__isnull=True)
                | Q(typed_at__isnull=False, typed_by__isnull=False),
                name="sheet_typed_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(stack__isnull=True) | Q(kind=Kind.TALLY), name="only_a_tally_sheet_is_a_stack"
            ),
        ]

    def get_absolute_url(self):
        return reverse("sheet", args=[self.pk])


class SheetFact(models.Model):
    """Which facts came from which sheet, so that a sheet typed wrong can be taken back whole."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="facts")
    fact = Id16Field(unique=True)
