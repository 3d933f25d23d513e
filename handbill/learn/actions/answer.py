"""An answer takes two members: one writes it, another agrees. What is agreed goes out with every phone's next bundle."""

import json

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.facts.models import Question, SealedText
from handbill.facts.texts import seal_text
from handbill.keys.errors import TooLong
from handbill.learn.answers import open_answers
from handbill.learn.models import Answer
from handbill.learn.rights import must_write

LONGEST = 600


@transaction.atomic
def write_answer(question: Question, language: str, text: str, *, by: Member) -> Answer:
    """A new version, sealed until a second member agrees. What waited in that language before is withdrawn."""
    must_write(by)
    versions = Answer.objects.filter(question=question, language=language)
    _withdraw(versions.waiting(), by)
    last = versions.aggregate(last=Max("number"))["last"] or 0
    sealed_id = new_id()
    return Answer.objects.create(
        group=by.group,
        question=question,
        language=language,
        number=last + 1,
        sealed_id=sealed_id,
        sealed=_sealed(text, sealed_id, by.group),
        written_by=by,
    )


@transaction.atomic
def agree_to_answer(answer: Answer, keyring: Keyring, *, by: Member) -> Answer:
    """The second member has read it. From now on it is everybody's: kept plain, and on every phone."""
    must_write(by)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.withdrawn_at or answer.agreed_at:
        raise Refusal("answer_changed", _("This answer is not waiting any more. Nothing was changed; look again."), 409)
    if answer.written_by_id == by.id:
        raise MayNot(_("Somebody else has to agree to what you wrote. It is kept and waits."))
    text = open_answers([answer], keyring)[answer.id]
    if not text:
        raise Refusal("answer_sealed", _("These words do not open with your key. Nothing was changed."), 409)
    _withdraw(Answer.objects.filter(question=answer.question, language=answer.language).agreed(), by)
    answer.text, answer.sealed, answer.agreed_at, answer.agreed_by = text, None, now(), by
    answer.save(update_fields=["text", "sealed", "agreed_at", "agreed_by"])
    _send_out(answer.question)
    return answer


@transaction.atomic
def withdraw_answer(answer: Answer, *, by: Member) -> None:
    """It is good no more, or was never agreed. Without another, the question has no good answer yet."""
    must_write(by)
    if not _withdraw(Answer.objects.filter(pk=answer.pk, withdrawn_at=None), by):
        raise Refusal("answer_changed", _("This answer was taken back already. Nothing was changed."), 409)
    _send_out(answer.question)


def _withdraw(answers, by: Member) -> int:
    """What was never agreed is never read again either: its words go."""
    at = now()
    dropped = answers.filter(agreed_at=None).update(withdrawn_at=at, withdrawn_by=by, sealed=None)
    return dropped + answers.exclude(agreed_at=None).filter(withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by)


def _send_out(question: Question) -> None:
    """What phones get: each in its outing's language, else the group's, else the first other one that has been agreed."""
    standing = dict(
        Answer.objects.filter(question=question).agreed().order_by("language").values_list("language", "text")
    )
    text = standing.get(question.group.language) or next(iter(standing.values()), "")
    Question.objects.filter(pk=question.pk).update(answer=text, answer_by_language=standing)


def _sealed(text: str, sealed_id, group) -> bytes:
    try:
        sealed = seal_text(text, SealedText.Label.NOTE, group, sealed_id)
    except TooLong as error:
        sentence = _("This answer is too long. Nothing was saved; say it in fewer words.")
        raise Refusal("too_long", sentence) from error
    return json.dumps(sealed.to_wire(), separators=(",", ":")).encode()
