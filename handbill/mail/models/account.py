"""The group's mail account, and who wants to be reminded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import id_field


class Safety(models.TextChoices):
    STARTTLS = "starttls", _("STARTTLS (usual with port 587)")
    TLS = "tls", _("TLS from the start (usual with port 465)")
    NONE = "none", _("none (only on this machine)")


class MailAccount(models.Model):
    """Where mail of the group is handed over. The password is locked under the instance's own secret (mail.lock)."""

    id = id_field()
    group = models.OneToOneField(Group, models.PROTECT, related_name="mail_account")
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=587)
    safety = models.CharField(max_length=8, choices=Safety.choices, default=Safety.STARTTLS)
    login = models.CharField(max_length=200, blank=True)
    locked_password = models.BinaryField(max_length=400, blank=True)
    sender = models.EmailField(max_length=254)
    hourly = models.PositiveIntegerField(
        default=200
    )  # what the provider lets through in an hour; cheap accounts stop at 200
    inbox_host = models.CharField(max_length=200, blank=True)  # where reports of mail that did not arrive are read
    inbox_port = models.PositiveIntegerField(default=993)
    inbox_seen = models.PositiveBigIntegerField(default=0)  # the number of the last mail looked at
    inbox_looked_at = models.DateTimeField(null=True, blank=True)
    inbox_trouble = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    worked_at = models.DateTimeField(null=True, blank=True)  # the last time that a mail was taken

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(port__gte=1, port__lte=65535), name="mail_port_is_a_port"),
            models.CheckConstraint(condition=models.Q(safety__in=Safety.values), name="mail_safety_is_one_of_three"),
            models.CheckConstraint(condition=models.Q(hourly__gte=1), name="mail_goes_out_at_least_one_an_hour"),
        ]


class Rhythm(models.TextChoices):
    NEVER = "never", _("never")
    DAILY = "daily", _("every day on which somebody waits")
    WEEKLY = "weekly", _("on Mondays")


class Reminder(models.Model):
    """How often a member is told by e-mail that people wait for her."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    member = models.OneToOneField(Member, models.CASCADE, related_name="reminder")
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.NEVER)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(rhythm__in=Rhythm.values), name="reminder_rhythm_is_one_of_three")
        ]
