"""Work that is due with a person. What came of it is a fact; this row says what is open."""

from django.db import models
from django.db.models import Q

from handbill.accounts.models import Group, Invitation, Key, Member
from handbill.base.clock import now
from handbill.base.fields import id_field
from handbill.followup.visibility import FollowUpQuerySet, OfferQuerySet
from handbill.people.models import Person
from handbill.plan.models import Joining


class Step(models.TextChoices):
    GET_BACK = "get_back"
    RING_BACK = "ring_back"
    WRITE = "write"
    INVITE = "invite"
    SEND = "send"
    OTHER = "other"


class FollowUp(models.Model):
    """One thing due with one person. A next step closes this one and opens another."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Person, models.CASCADE, related_name="follow_ups")
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="follow_ups")
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.GET_BACK)
    step_text = models.BinaryField(null=True)  # SEALED of the words (label hb-step-1) as compact JSON
    due_at = models.DateTimeField(null=True, blank=True)  # None: any time
    opened_at = models.DateTimeField(default=now)
    tried_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)  # they heard from somebody: talked, or wants no contact
    closed_at = models.DateTimeField(null=True, blank=True)
    # None where they ended it themselves, on their own page
    closed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="one_open_follow_up_per_person"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(closed_by__isnull=True),
                name="an_open_follow_up_was_closed_by_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "due_at"], name="open_follow_up_by_due", condition=Q(closed_at__isnull=True))
        ]


class Answer(models.TextChoices):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Offer(models.Model):
    """Somebody is asked to get back to a person. Until she accepts, the person and the card stay where they are.

    `wrap` is the card's data key sealed to her, made by whoever offers, since she cannot make it herself. It becomes
    hers when she accepts and is destroyed with every other answer.
    """

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    person = models.ForeignKey(Person, models.CASCADE, related_name="offers")
    offered_to = models.ForeignKey(Member, models.PROTECT, related_name="offers")
    offered_by = models.ForeignKey(Member, models.PROTECT, related_name="offers_made")
    offered_at = models.DateTimeField(default=now)
    deal = models.UUIDField(null=True, blank=True)  # the same for all that were shared out at once
    key = models.ForeignKey(Key, models.PROTECT, related_name="+")
    wrap = models.BinaryField(max_length=97, null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(answer=""), name="one_open_offer_per_person"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, wrap__isnull=False)
                | Q(answer__in=Answer.values, answered_at__isnull=False, wrap__isnull=True),
                name="only_an_open_offer_holds_a_wrap",
            ),
            models.CheckConstraint(
                condition=~Q(offered_to=models.F("offered_by")), name="nobody_is_offered_people_by_herself"
            ),
        ]
        indexes = [models.Index(fields=["offered_to"], name="open_offers_to", condition=Q(answer=""))]


class FirstSentence(models.Model):
    """How a text or an e-mail to somebody begins, in one language. Changed words are a new row; the old one has ended."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT, related_name="first_sentences")
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=400)
    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["language", "made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "language"],
                condition=Q(ended_at__isnull=True),
                name="one_first_sentence_per_language",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_first_sentence_says_something"),
        ]


class HelperInvited(models.Model):
    """A helper's phone at an outing, and the invitation she was given: what she met passes to her once she has come in."""

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    joining = models.OneToOneField(Joining, models.CASCADE, related_name="helper_invited")
    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="helper_invited")
    passed_on_at = models.DateTimeField(null=True, blank=True)
