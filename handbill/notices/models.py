"""Devices on which a member wants to be told."""

import hashlib

from django.db import models

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field


class Device(models.Model):
    """A browser's subscription: where its push service is asked, and what a message for it is sealed to."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    member = models.ForeignKey(Member, models.CASCADE, related_name="notice_devices")
    words = models.CharField(max_length=120)
    endpoint = models.CharField(max_length=1000)
    fingerprint = models.BinaryField(max_length=32, unique=True)  # of the endpoint
    point = models.BinaryField(max_length=65)
    auth = models.BinaryField(max_length=16)
    wants_people = models.BooleanField(default=True)
    wants_outings = models.BooleanField(default=True)
    wants_shifts = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(endpoint__startswith="https://"), name="a_push_service_is_asked_by_https"
            )
        ]


def fingerprint_of(endpoint: str) -> bytes:
    return hashlib.sha256(endpoint.encode()).digest()
