"""The keys everything is sealed to, and their secrets as they lie here: sealed to other keys."""

from django.db import models

from handbill.accounts.managers import KeyQuerySet
from handbill.accounts.models.group import Group
from handbill.accounts.models.member import Member
from handbill.base.clock import now
from handbill.base.fields import id_field


class Key(models.Model):
    """A public key things are sealed to. Secrets exist only wrapped, in KeyWrap or in Member.wrapped_secret."""

    class Kind(models.TextChoices):
        CARDS = "cards"  # the group's key of an epoch
        TEXTS = "texts"  # texts of the group that are no cards
        NO_CONTACT = "no_contact"  # of the entries of people who want no contact; outlives the epochs
        RECOVERY = "recovery"
        MEMBER = "member"

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="keys")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    epoch = models.PositiveIntegerField(default=1)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="keys")
    public = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(default=now)
    printed_at = models.DateTimeField(null=True, blank=True)  # a recovery sheet: a word of it was typed back
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = KeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="member", member__isnull=False)
                | ~models.Q(kind="member") & models.Q(member__isnull=True),
                name="a_members_key_names_its_member",
            ),
            models.UniqueConstraint(
                fields=["group", "kind", "epoch"],
                condition=~models.Q(kind="member"),
                name="one_key_of_a_kind_per_epoch",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(kind="member", ended_at__isnull=True),
                name="one_current_key_per_member",
            ),
        ]


class KeyWrap(models.Model):
    """The secret of `key`, sealed to another key (a member's, the recovery key, or the next epoch's)."""

    group = models.ForeignKey(Group, models.PROTECT)
    key = models.ForeignKey(Key, models.CASCADE, related_name="wraps")
    reader = models.ForeignKey(Key, models.CASCADE, related_name="opens")
    sealed = models.BinaryField(max_length=120)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "reader"], name="one_wrap_per_key_and_reader")]
