"""People, their sealed cards, what they agreed to."""

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Group, Key, Member, Wording
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.base.rows import WrittenOnce
from handbill.people.visibility import PersonQuerySet, SavedListQuerySet
from handbill.plan.models import Outing


class Person(models.Model):
    """The pseudonymous row. Its id is the one the phone made (`person` in the contact fact)."""

    id = Id16Field(primary_key=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="people")
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="people")
    is_anyones = models.BooleanField(default=False)  # 'anyone': shown to lead and organisers
    met_outing = models.ForeignKey(Outing, models.PROTECT, null=True, blank=True, related_name="people_met")
    met_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="people_met")
    met_at = models.DateTimeField()
    contact_fact = Id16Field()
    conversation_fact = Id16Field(null=True)
    language = models.CharField(max_length=35, blank=True)
    channels = models.JSONField(default=list)
    is_unfinished = models.BooleanField(default=False)
    wants_no_contact_at = models.DateTimeField(null=True, blank=True)
    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["group", "met_at"], name="person_by_meeting"),
            models.Index(fields=["group", "owner"], name="person_by_owner"),
            models.Index(
                fields=["group", "-id"], name="person_by_newest"
            ),  # pages and searches go from the latest met back
        ]


class Card(models.Model):
    """The sealed part: ct as it came; `intake` is the symmetric wrap under the group card key, made at an organiser's sign-in."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="card")
    group = models.ForeignKey(Group, models.PROTECT)
    ct = models.BinaryField()
    wraps_as_they_came = models.JSONField()
    intake = models.BinaryField(null=True)
    intake_epoch = models.PositiveIntegerField(null=True)


class CardWrap(models.Model):
    """The card's data key sealed to one reader: the group's key, the owner's. Hand-over adds and removes these."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="wraps")
    group = models.ForeignKey(Group, models.PROTECT)
    key = models.ForeignKey(Key, models.PROTECT, related_name="+")
    wrap = models.BinaryField(max_length=97)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "key"], name="one_wrap_per_card_and_key")]


class IndexEntry(models.Model):
    """16 bytes of HMAC of a phone number or address, made at intake: finds the same person twice without opening cards."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="index_entries")
    group = models.ForeignKey(Group, models.PROTECT)
    epoch = models.PositiveIntegerField()
    tag = models.BinaryField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["group", "epoch", "tag"], name="index_by_tag")]
        constraints = [models.UniqueConstraint(fields=["card", "tag"], name="one_entry_per_card_and_tag")]


class Consent(models.Model):
    """What a person agreed to: purpose, channel, the very words."""

    group = models.ForeignKey(Group, models.PROTECT)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    typed_by = models.CharField(max_length=8, default="holder")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "channel", "given_at"], name="one_consent_per_purpose_and_channel"
            ),
            models.CheckConstraint(condition=Q(purpose__in=["follow_up", "news"]), name="consent_purpose_is_known"),
        ]


class Tombstone(WrittenOnce):
    """A card that was destroyed: its random id and when. A phone that offers it again is told so."""

    id = Id16Field(primary_key=True)
    group = models.ForeignKey(Group, models.PROTECT)
    erased_at = models.DateTimeField(default=now)
    reason = models.CharField(max_length=20, blank=True)


class NoContact(models.Model):
    """16 bytes of HMAC of a number or address, under a key that outlives the epochs: whoever it is wants no contact.

    It survives the card: who is met again is known again, and left in peace. While there is a card it is named, so that
    what was noted by mistake can be taken back.
    """

    group = models.ForeignKey(Group, models.PROTECT)
    card = models.ForeignKey(Card, models.SET_NULL, null=True, related_name="no_contact_entries")
    tag = models.BinaryField(max_length=16)
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["group", "tag"], name="no_contact_by_tag")]
        constraints = [models.UniqueConstraint(fields=["card", "tag"], name="one_no_contact_entry_per_card_and_tag")]


class SavedList(models.Model):
    """A choice of filters to come back to, for whoever made it or for the group. It holds no word about anybody."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="saved_lists")
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="saved_lists")
    made_at = models.DateTimeField(default=now)
    is_for_all = models.BooleanField(default=False)
    choice = models.CharField(max_length=300)  # as it stands in the list's address: codes and ids only
    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "choice"], name="one_saved_list_per_choice"),
            models.CheckConstraint(condition=~Q(choice=""), name="a_saved_list_chooses_something"),
        ]
