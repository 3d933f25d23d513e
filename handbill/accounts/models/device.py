"""What a member comes in with: sessions, phones, passkeys."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from handbill.accounts.models.group import Group
from handbill.accounts.models.member import Member
from handbill.base.clock import now
from handbill.base.fields import id_field


class Session(AbstractBaseSession):
    """`session_key` holds SHA-256("row" | token): the token itself is only in the cookie."""

    session_key = models.CharField(max_length=64, primary_key=True)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=40, blank=True)  # two codes of accounts.browsers, e.g. "firefox linux"
    used_at = models.DateTimeField(default=now)
    kept = models.BinaryField(max_length=120, null=True)  # the member's secret under the cookie's token; None: locked

    @classmethod
    def get_session_store_class(cls):
        from handbill.accounts.sessions import SessionStore

        return SessionStore

    @property
    def began_at(self):
        from handbill.accounts.sessions import WHOLE

        return self.expire_date - WHOLE


class Phone(models.Model):
    """A phone is a stack of copies, not a person. It makes a fresh id for each group."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="phones")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="phones")
    name = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(default=now)


class EnrolledPhone(models.Model):
    """A member's own phone that six digits unlock: the server's share of the way to her secret. Opens nothing alone."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    member = models.ForeignKey(Member, models.CASCADE, related_name="enrolled_phones")
    share = models.BinaryField(max_length=32)
    pin_check = models.BinaryField(max_length=32)
    wrap = models.BinaryField(max_length=120)
    browser = models.CharField(max_length=40, blank=True)
    used_at = models.DateTimeField(default=now)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(wrong_tries__lt=5), name="an_enrolled_phone_has_tries_left")
        ]


class Passkey(models.Model):
    """A second factor that signs what only this address asks: the public half. Opens no card; the password does that."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    member = models.ForeignKey(Member, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=40)
    host = models.CharField(max_length=253)  # the name of the address it belongs to
    credential = models.BinaryField(max_length=1023)
    credential_hash = models.BinaryField(max_length=32, unique=True)
    public = models.BinaryField(max_length=2000)
    uses = models.PositiveBigIntegerField(default=0)  # the device's own count; one that goes back was copied
    made_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at"]
