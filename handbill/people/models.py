"""People, their sealed cards, what they agreed to."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group, Key, Member, Wording
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.base.rows import WrittenOnce
from handbill.people.merging.rows import Merge, TwoPeople  # noqa: F401  rows of the room, made known to Django here
from handbill.people.visibility import AskedQuerySet, PersonQuerySet, SavedListQuerySet, Standing
from handbill.plan.models import Outing


class Stage(models.TextChoices):
    """How far the group and a person have come with each other; set by people, never by counting."""

    MET = "met", _("Met")
    IN_TALKS = "in_talks", _("In talks")
    ACTIVE = "active", _("Active")
    RESTING = "resting", _("Taking a break")


class Tag(models.Model):
    """A word of the group's for sorting people. It is not sealed, so organisers make tags, and nothing personal is one."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="tags")
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=80)  # case-folded: 'Damp' and 'damp' are one tag
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(fields=["group", "folded"], name="one_tag_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_tag_has_a_name"),
        ]

    def __str__(self):
        return self.name


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
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.MET)
    more_languages = models.JSONField(default=list)  # codes beside `language`
    tags = models.ManyToManyField(Tag, through="Tagged", related_name="people")
    kept_at = models.DateTimeField(null=True, blank=True)  # somebody said: the rule on forgetting spares them
    # The card was put together with another one, which stands for both: this row is in no list (see merging).
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="merged_away")
    objects = Standing()
    everybody = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["group", "met_at"], name="person_by_meeting"),
            models.Index(fields=["group", "owner"], name="person_by_owner"),
            models.Index(
                fields=["group", "-id"], name="person_by_newest"
            ),  # pages and searches go from the latest met back
            models.Index(
                fields=["group"], name="wants_no_contact", condition=Q(wants_no_contact_at__isnull=False)
            ),  # an organiser's Today asks for them each time
        ]


class Tagged(models.Model):
    """A tag on a person."""

    group = models.ForeignKey(Group, models.PROTECT)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="a_tag_once_per_person")]


class CameWith(models.Model):
    """Two people met in the same conversation belong together: one row for each of them.

    When one is erased her own row goes, and the other's says only that there was somebody.
    """

    group = models.ForeignKey(Group, models.PROTECT)
    person = models.ForeignKey(Person, models.CASCADE, related_name="came_with")
    other = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="came_with_once"),
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="nobody_came_with_themselves"),
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
    """What a person agreed to: purpose, channel, the very words. Taken back by nobody: by the person themselves."""

    group = models.ForeignKey(Group, models.PROTECT)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    typed_by = models.CharField(max_length=8, default="holder")
    # Who was told, where it came later than the contact
    noted_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "channel", "given_at"], name="one_consent_per_purpose_and_channel"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["follow_up", "news", "texts"]), name="consent_purpose_is_known"
            ),
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


class SelfLink(models.Model):
    """Where somebody sees what the group has on them: a random id, so that no address names the card."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="self_link")
    group = models.ForeignKey(Group, models.PROTECT)
    id = Id16Field(unique=True, default=uuid4)
    version = models.PositiveSmallIntegerField(default=1)  # revoking raises it
    made_at = models.DateTimeField(default=now)


class Asked(models.Model):
    """What somebody asked for on their own page: a correction in their own words, sealed to organisers, or their card."""

    class Kind(models.TextChoices):
        CORRECTION = "correction"
        OWN_CARD = "own_card"

    id = id_field()  # of a correction: the id it is sealed under
    group = models.ForeignKey(Group, models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, models.CASCADE, related_name="asked")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sealed = models.JSONField(null=True)  # SEALED as on the wire
    asked_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["group"], name="asked_and_open", condition=Q(done_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="own_card", sealed__isnull=True) | Q(kind="correction"), name="only_words_are_sealed"
            ),
        ]


class ForgettingRule(models.Model):
    """Whom a group forgets by itself: people from whom nothing was heard for so many months. Without a row, nobody."""

    group = models.OneToOneField(Group, models.PROTECT, primary_key=True, related_name="forgetting_rule")
    months = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField(default=now)
    set_by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=3, months__lte=120), name="forgetting_takes_months")
        ]


class Notice(models.Model):
    """A card the rule will erase, a week after `told_at`, unless something is heard of them or somebody keeps them."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="notice")
    group = models.ForeignKey(Group, models.PROTECT, related_name="notices")
    told_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["group", "told_at"], name="notices_by_day")]
