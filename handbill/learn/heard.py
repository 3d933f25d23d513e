"""Questions in people's own words: those nobody has put away yet, opened and grouped in an unlocked session."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.facts.models import Fact, Question, SealedText
from handbill.facts.standing import standing
from handbill.facts.texts import open_texts
from handbill.learn.hints import seems_personal
from handbill.learn.likeness import Alike, closest, grouped
from handbill.learn.models import GatheredText

MOST = 200  # opened at a time; the rest waits until these are put away


@dataclass(frozen=True)
class HeardAlike:
    """A group of questions heard, the question of the list it may belong to, and what its words may give away."""

    alike: Alike
    suggestion: Question | None
    hints: list[str]

    @property
    def fact_ids(self) -> str:
        return " ".join(str(id) for id in self.alike.keys)


@dataclass(frozen=True)
class Heard:
    """`waiting` questions in people's own words; `groups` of those that open, `sealed` that do not."""

    groups: list[HeardAlike]
    sealed: int
    is_more: bool

    @property
    def waiting(self) -> int:
        return self.sealed + sum(len(group.alike) for group in self.groups)


def heard_by(member: Member, keyring: Keyring | None, questions: Collection[Question]) -> Heard:
    """What nobody has put away yet, the latest first. Three queries, however much was heard."""
    gathered = GatheredText.objects.filter(group=member.group_id).values("fact_id")
    waiting = _texts(member.group_id).exclude(fact_id__in=gathered).order_by("-row")[: MOST + 1]
    texts = list(waiting)
    upright = standing_questions(member.group_id, [text.fact_id for text in texts])
    texts = [text for text in texts if text.fact_id in upright]
    opened = open_texts(texts[:MOST], keyring)
    words = [(text.fact_id, opened[text.id]) for text in texts[:MOST] if opened[text.id]]
    return Heard(
        [_with_hints(alike, questions) for alike in grouped(words)], len(texts) - len(words), len(texts) > MOST
    )


def wordings_of(question: Question, keyring: Keyring | None) -> list[str]:
    """The words people used for a question, as far as they open; the latest first."""
    ids = list(GatheredText.objects.filter(question=question).order_by("-id").values_list("fact_id", flat=True)[:50])
    upright = standing_questions(question.group_id, ids)
    texts = _texts(question.group_id).filter(fact_id__in=list(upright)).order_by("-row")
    return list(dict.fromkeys(words for words in open_texts(texts, keyring).values() if words))


def ungathered_ids(group_id: uuid.UUID, fact_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these that are questions heard of this group, stand and are not put away yet."""
    taken = GatheredText.objects.filter(group=group_id, fact_id__in=fact_ids).values_list("fact_id", flat=True)
    return standing_questions(group_id, fact_ids).keys() - set(taken)


def standing_questions(group_id: uuid.UUID, fact_ids: Collection[uuid.UUID] | QuerySet) -> dict[uuid.UUID, uuid.UUID]:
    """Outing by fact id, of questions heard that nobody took back. Two queries."""
    columns = ("id", "kind", "outing_id", "phone_id", "of")
    facts = Fact.objects.filter(group=group_id).order_by().only("row", *columns)
    heard = facts.filter(kind="question", id__in=fact_ids)
    taken_back = facts.filter(kind="retraction", of__in=fact_ids)
    upright = standing([*heard, *taken_back])
    return {fact.id: fact.outing_id for fact in upright if fact.kind == "question"}


def _texts(group_id: uuid.UUID) -> QuerySet:
    return SealedText.objects.filter(group=group_id, label=SealedText.Label.QUESTION, fact_id__isnull=False)


def _with_hints(alike: Alike, questions: Collection[Question]) -> HeardAlike:
    by_id = {question.id: question for question in questions}
    found = closest(alike.words, [(question.id, question.text) for question in questions])
    hints = {what: None for words in alike.wordings for what in seems_personal(words)}
    return HeardAlike(alike, by_id.get(found), list(hints))
