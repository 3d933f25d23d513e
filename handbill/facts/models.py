"""Facts are inserted or refused, never altered."""

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Group, Member, Phone
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.base.rows import WrittenOnce, WrittenOnceQuerySet
from handbill.copies.models import Batch
from handbill.plan.models import Outing


class FactQuerySet(WrittenOnceQuerySet):
    def bulk_create(self, facts, *args, **kwargs):
        made = super().bulk_create(facts, *args, **kwargs)
        Tally.objects.filter(outing__in={fact.outing_id for fact in made}).delete()
        return made


class Fact(WrittenOnce):
    """One event. `row` keeps the table in order of arrival; `id` is the client's, unique within the group.

    `body` is the JSON as it came, without SEALED, which stands apart (SealedText, or the card). The narrow columns repeat
    parts of the body so that reading back needs no JSON. Filed by `facts.filing`; the only indexes are those it needs.
    """

    row = models.BigAutoField(primary_key=True)
    id = Id16Field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="facts", db_index=False)
    kind = models.CharField(max_length=16)
    outing = models.ForeignKey(Outing, models.PROTECT, related_name="facts", db_index=False)
    phone = models.ForeignKey(Phone, models.PROTECT, null=True, related_name="facts", db_index=False)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="facts", db_index=False)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    content_hash = models.BinaryField(max_length=32)
    body = models.TextField(default="{}")
    of = Id16Field(null=True)  # detail, retraction
    person = Id16Field(null=True)  # contact, attempt, next_step
    copies = models.PositiveIntegerField(default=0)  # handout, taken, passed_on, count; people of asked_in_vain
    for_friend = models.PositiveIntegerField(default=0)
    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "id"], name="a_fact_id_is_unique_in_its_group"),
            models.CheckConstraint(
                condition=Q(for_friend__lte=models.F("copies")), name="handout_for_friend_is_part_of_copies"
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(by__isnull=False), name="a_fact_comes_from_a_phone_or_a_member"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["detail", "retraction"], of__isnull=False)
                | ~Q(kind__in=["detail", "retraction"]) & Q(of__isnull=True),
                name="only_details_and_retractions_point_at_a_fact",
            ),
        ]
        indexes = [
            models.Index(fields=["outing", "phone"], name="fact_by_outing_and_phone"),
            models.Index(fields=["group", "of"], name="fact_by_target", condition=Q(of__isnull=False)),
            models.Index(fields=["group", "person"], name="fact_by_person", condition=Q(person__isnull=False)),
        ]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Tally.objects.filter(outing=self.outing_id).delete()


class Tally(models.Model):
    """What one phone's facts (or the desk's: no phone) come to at an outing: a reading of the ledger kept at hand.

    Never written by hand: `facts.tallies` brings it along with each batch, and counts an outing anew that has no tally.
    """

    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="tallies")
    phone = models.ForeignKey(Phone, models.CASCADE, null=True, related_name="tallies")
    conversations = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)
    given = models.IntegerField(default=0)
    copies = models.IntegerField(default=0)
    for_friend = models.IntegerField(default=0)
    contacts = models.IntegerField(default=0)
    from_pile = models.IntegerField(default=0)  # taken of what was booked out to the outing
    in_hand = models.IntegerField(default=0)  # since the latest count
    counted = Id16Field(null=True)  # the latest count's id

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outing", "phone"], name="one_tally_per_outing_and_phone"),
            models.UniqueConstraint(
                fields=["outing"], condition=Q(phone__isnull=True), name="one_tally_of_the_desk_per_outing"
            ),
        ]


class TopicTally(models.Model):
    """In how many conversations of an outing a question or a point of the guide came up, and how people took them.

    A reading of the ledger like Tally, brought along by `facts.topics`. No phone: it is never about one person's talks.
    """

    class What(models.TextChoices):
        QUESTION = "question"
        POINT = "point"

    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="topic_tallies")
    what = models.CharField(max_length=8, choices=What.choices)
    topic = Id16Field()
    conversations = models.IntegerField(default=0)
    turned_away = models.IntegerField(default=0)
    listened = models.IntegerField(default=0)
    interested = models.IntegerField(default=0)
    want_to_help = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outing", "what", "topic"], name="one_tally_per_outing_and_topic")
        ]


class Willing(models.Model):
    """A conversation that stands and came to 'wants to help'. A reading of the ledger, brought along by `facts.willing`."""

    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="willing")
    conversation = Id16Field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "conversation"], name="a_conversation_is_willing_once")]


class Reached(models.Model):
    """How many of an outing's people were reached within 48 hours of the talk: counts only, brought along by
    `facts.reached`. No row: nobody was tried yet.
    """

    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.OneToOneField(Outing, models.CASCADE, related_name="reached")
    people = models.IntegerField()
    in_time = models.IntegerField()


class SignUpTally(models.Model):
    """How many signed up with a batch's code on a day (UTC), by how they got their copy. Brought along by `facts.sign_ups`."""

    group = models.ForeignKey(Group, models.PROTECT)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sign_up_tallies")
    on = models.DateField()
    given = models.IntegerField(default=0)
    friend = models.IntegerField(default=0)
    found = models.IntegerField(default=0)
    unsaid = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "on"], name="one_sign_up_tally_per_batch_and_day")]


class SetAside(WrittenOnce):
    """A fact with an id that was taken by other content: refused, and kept for people to look at."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    fact_id = Id16Field()
    phone = models.ForeignKey(Phone, models.PROTECT, null=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True)
    received_at = models.DateTimeField(default=now)
    content_hash = models.BinaryField(max_length=32)
    entry = models.TextField()  # as it came, SEALED included

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "fact_id", "content_hash"], name="set_aside_once")]


class SealedText(models.Model):
    """A question, remark, place or note as the phone or the desk sealed it, for the holders of the texts key."""

    class Label(models.TextChoices):
        QUESTION = "hb-question-1"
        REMARK = "hb-remark-1"
        PLACE = "hb-place-1"
        NOTE = "hb-note-1"

    row = models.BigAutoField(primary_key=True)
    id = Id16Field()  # SEALED.id: the client's, bound into the seal
    group = models.ForeignKey(Group, models.PROTECT, db_index=False)
    fact_id = Id16Field(null=True)
    label = models.CharField(max_length=16, choices=Label.choices)
    ct = models.BinaryField()
    wraps = models.JSONField()  # [{"for": key id, "wrap": base64}] as they came

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "fact_id"], name="one_sealed_text_per_fact")]


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Every member reads the group's questions; they are on every phone."""
        return self.filter(group=member.group_id)

    def writable_by(self, member):
        return self.visible_to(member) if member.may_write_remarks else self.none()

    def listed(self):
        """Those that phones show."""
        return self.filter(ended_at=None)


class Question(models.Model):
    """A question people ask often, in the group's words, with its agreed answer or none yet. Goes out to phones."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="questions")
    text = models.CharField(max_length=80)
    answer = models.CharField(max_length=600, blank=True)  # in the group's language, else in the first one there is
    answer_by_language = models.JSONField(default=dict, blank=True)  # what is agreed now, by language
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def answer_in(self, language: str) -> str:
        """In this language, or in a near one ('pt' for 'pt-BR'); else what the group says in its own."""
        return (
            self.answer_by_language.get(language) or self.answer_by_language.get(language.split("-")[0]) or self.answer
        )
