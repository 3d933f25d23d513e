"""What was made of questions heard: which of the group's questions they belong to, and what it answers."""

from django.db import models
from django.db.models import F, Q

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.fields import Id16Field, id_field
from handbill.facts.models import Question


class GatheredText(models.Model):
    """A question heard that was put with one of the group's questions, or left out (no question). Its words stay sealed.

    `gathering` is the click that put several of them there; undoing it deletes these rows and nothing else.
    """

    group = models.ForeignKey(Group, models.PROTECT)
    fact_id = Id16Field()
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="gathered")
    gathering = Id16Field(db_index=True)
    made_question = models.BooleanField(default=False)  # this click put the question on the list
    gathered_at = models.DateTimeField(default=now)
    gathered_by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "fact_id"], name="a_question_heard_is_gathered_once")]


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Agreed answers are everybody's; what waits for the second member is for those who may agree to it."""
        mine = self.filter(group=member.group_id)
        return mine if member.may_write_remarks else mine.exclude(agreed_at=None)

    def writable_by(self, member):
        return self.visible_to(member) if member.may_write_remarks else self.none()

    def waiting(self):
        return self.filter(agreed_at=None, withdrawn_at=None)

    def agreed(self):
        return self.filter(withdrawn_at=None).exclude(agreed_at=None)


class Answer(models.Model):
    """A version of the answer to a question, in a language: written by one member, agreed by another.

    Until it is agreed its words are the group's own talk and are sealed to the texts key. Agreed, they are meant for
    everybody at a stall: every phone carries them, also helpers' phones that hold no key, so the server keeps them plain.
    """

    id = id_field()
    group = models.ForeignKey(Group, models.PROTECT)
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    language = models.CharField(max_length=35)  # BCP 47
    number = models.PositiveSmallIntegerField()
    sealed_id = Id16Field()
    sealed = models.BinaryField(null=True)  # SEALED as compact JSON (label hb-note-1), while it waits
    text = models.CharField(max_length=600, blank=True)  # once it is agreed
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "language", "number"], name="one_answer_per_version"),
            models.UniqueConstraint(
                fields=["question", "language"],
                condition=Q(agreed_at__isnull=True, withdrawn_at__isnull=True),
                name="one_answer_waits_per_language",
            ),
            models.UniqueConstraint(
                fields=["question", "language"],
                condition=Q(agreed_at__isnull=False, withdrawn_at__isnull=True),
                name="one_answer_stands_per_language",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("written_by")),
                name="nobody_agrees_to_her_own_answer",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True, text="")
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, sealed__isnull=True) & ~Q(text=""),
                name="an_answer_is_plain_once_agreed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="answer_withdrawn_at_and_by_together",
            ),
        ]


class ShownNumbers(models.Model):
    """A cell of a comparison as it was last shown. It moves with 5 people or with the month, so that two looks one after
    the other say nothing about one person (NUMBERS, section 4).
    """

    group = models.ForeignKey(Group, models.PROTECT)
    sheet = models.CharField(max_length=40)
    cell = models.CharField(max_length=80)
    month = models.CharField(max_length=7)
    people = models.PositiveIntegerField()
    numbers = models.JSONField()
    shown_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "sheet", "cell"], name="one_shown_number_per_cell")]
