"""Who gets back to readers, what waits to be looked at, and what waits for a yes by e-mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member, Phone, Wording
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.copies.models import Batch
from handbill.facts.kinds import WAYS_TO_A_COPY
from handbill.people.models import Person
from handbill.plan.models import Outing
from handbill.signup.visibility import HeldQuerySet


class SignUpPage(models.Model):
    """A group's sign-up page. Facts stand at an outing and come from a phone: here from one of each that no one sees."""

    id = id_field()
    group = models.OneToOneField(Group, models.PROTECT, related_name="sign_up_page")
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    outing = models.OneToOneField(Outing, models.PROTECT, related_name="+")
    stack = models.OneToOneField(Phone, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)


class HeldSignUp(models.Model):
    """A sign-up that looked odd: sealed like every other, and it counts for nothing until an organiser takes it in."""

    class Why(models.TextChoices):
        ADDRESS = "address", _("many from one address")
        BATCH = "batch", _("many with this code at once")
        TRAP = "trap", _("filled in what people do not see")

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="held_sign_ups")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=8, blank=True)
    contact = models.JSONField()  # the body of the contact fact, SEALED included
    why = models.CharField(max_length=8, choices=Why.choices)
    came_at = models.DateTimeField(default=now)
    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["came_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=["", *WAYS_TO_A_COPY]), name="held_way_is_known"),
        ]


class NewsAsked(models.Model):
    """Somebody ticked 'send me the paper'. It is agreed to once the link in a mail to that address was opened."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="news_asked")
    person = models.OneToOneField(Person, models.CASCADE, related_name="news_asked")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=now)
    mailed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(mailed_at__isnull=False),
                name="only_what_was_mailed_is_confirmed",
            ),
        ]
