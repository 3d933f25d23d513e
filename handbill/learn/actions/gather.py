"""Putting questions heard with the group's questions, in one click and back."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.facts.models import Question
from handbill.learn.heard import ungathered_ids
from handbill.learn.models import GatheredText
from handbill.learn.rights import must_write


@transaction.atomic
def gather(fact_ids: Collection[uuid.UUID], question: Question, *, by: Member) -> uuid.UUID:
    """These questions heard are this question of the group. Returns the gathering, for undo."""
    must_write(by)
    return _put(fact_ids, question, by)


@transaction.atomic
def gather_as_new(fact_ids: Collection[uuid.UUID], text: str, *, by: Member) -> uuid.UUID:
    """A new question on the list, in the group's words, from these questions heard."""
    must_write(by)
    last = Question.objects.filter(group=by.group_id).aggregate(last=Max("position"))["last"]
    question = Question.objects.create(group=by.group, text=text, position=0 if last is None else last + 1)
    return _put(fact_ids, question, by, made_question=True)


@transaction.atomic
def leave_out(fact_ids: Collection[uuid.UUID], *, by: Member) -> uuid.UUID:
    """No question that others would ask."""
    must_write(by)
    return _put(fact_ids, None, by)


@transaction.atomic
def undo_gathering(gathering: uuid.UUID, *, by: Member) -> int:
    """Back among those heard; a question that only this click put on the list leaves it. Returns how many came back."""
    must_write(by)
    rows = list(GatheredText.objects.select_for_update().filter(group=by.group_id, gathering=gathering))
    if not rows:
        raise Refusal("no_gathering", _("This was undone already. Nothing was changed."), 404)
    GatheredText.objects.filter(group=by.group_id, gathering=gathering).delete()
    made = rows[0].question if rows[0].made_question else None
    if made and not made.gathered.exists():
        Question.objects.filter(pk=made.pk, ended_at=None).update(ended_at=now())
    return len(rows)


@transaction.atomic
def reword_question(question: Question, text: str, *, by: Member) -> Question:
    """Other words for the same question; what was counted stays with it."""
    must_write(by)
    question.text = text
    question.save(update_fields=["text"])
    return question


@transaction.atomic
def take_off_the_list(question: Question, *, by: Member) -> None:
    """Phones show it no more; what they sent about it stays good."""
    must_write(by)
    Question.objects.filter(pk=question.pk, ended_at=None).update(ended_at=now())


@transaction.atomic
def return_question(question: Question, *, by: Member) -> None:
    """Back on the list."""
    must_write(by)
    Question.objects.filter(pk=question.pk).update(ended_at=None)


def _put(fact_ids, question: Question | None, by: Member, *, made_question: bool = False) -> uuid.UUID:
    wanted = ungathered_ids(by.group_id, fact_ids)
    if not wanted:
        raise Refusal("gathered_already", _("Somebody has put these away already. Nothing was changed."), 409)
    gathering = new_id()
    GatheredText.objects.bulk_create(
        GatheredText(
            group=by.group,
            fact_id=fact_id,
            question=question,
            gathering=gathering,
            made_question=made_question,
            gathered_by=by,
        )
        for fact_id in sorted(wanted)
    )
    return gathering
