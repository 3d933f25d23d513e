"""Who is on a mailing's list, without a word of who they are; and addresses that take nothing any more."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.mail.models.mailings import Mailing
from handbill.people.models import Person


class Step(models.TextChoices):
    PLANNED = "planned", _("waits")
    SENDING = "sending", _("is being handed over")
    SENT = "sent", _("sent")
    UNKNOWN = "unknown", _("not known")
    REFUSED = "refused", _("not taken")
    LEFT_OUT = "left_out", _("left out")


def new_reference() -> str:
    """128 random bits: the mail's name in its Message-ID, known to nobody who did not get it."""
    return secrets.token_hex(16)


class Recipient(models.Model):
    """planned -> sending -> sent. `sending` is committed before the server hears of the mail, what came of it after."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reference = models.CharField(max_length=32, unique=True, default=new_reference)
    language = models.CharField(max_length=35, blank=True)
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.PLANNED)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(
        null=True
    )  # on the disk before a quick stretch that may hold it (mail.stretches)
    tried_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    code = models.PositiveSmallIntegerField(null=True)  # what the server answered
    status = models.CharField(max_length=11, blank=True)  # RFC 3463; never its words, which may hold the address
    bounced_at = models.DateTimeField(null=True)  # a report came that it did not get there
    was_soft = models.BooleanField(default=False)  # for now only: full, away

    class Meta:
        indexes = [
            models.Index(fields=["mailing", "step"], name="recipient_by_step"),
            models.Index(fields=["group", "tried_at"], name="recipient_by_try"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "person"], name="nobody_is_twice_on_a_list"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="recipient_step_is_known"),
        ]


class SealedAddress(models.Model):
    """Name and address, locked under the key of one order. Goes with the person's card, and once the mail was sent."""

    recipient = models.OneToOneField(Recipient, models.CASCADE, primary_key=True, related_name="address")
    group = models.ForeignKey(Group, models.PROTECT)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    locked = models.BinaryField(max_length=1000)


class StoppedAddress(models.Model):
    """Mail to this person's address does not arrive. It holds while the card is the one that was tried."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    person = models.OneToOneField(Person, models.CASCADE, related_name="stopped_address")
    stopped_at = models.DateTimeField(default=now)
    status = models.CharField(max_length=11, blank=True)
    was_soft = models.BooleanField(default=False)
    card_mark = models.BinaryField(max_length=16)  # a digest of the sealed card: another card, another try
