"""The group's list of questions as its pages show it: how often each was asked, what is answered, what waits."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from handbill.accounts.models import Group, Member
from handbill.facts.models import Question
from handbill.learn.asked import LEAST, Asked, asked_at, today_of
from handbill.learn.models import Answer
from handbill.learn.outings import Went
from handbill.learn.small import shown


@dataclass(frozen=True)
class Line:
    """One question of the list. `standing` is the agreed answer in the group's language, or in another one it has."""

    question: Question
    times: int
    trend: str
    standing: Answer | None
    waiting: Answer | None

    @property
    def is_few(self) -> bool:
        return self.times < LEAST


def list_of(member: Member, outings: list[Went]) -> list[Line]:
    """What is asked most, first; those asked fewer than five times stay in the list's own order."""
    group = member.group
    questions = list(Question.objects.visible_to(member).listed().select_related("group"))
    asked, today = asked_at(outings, group), today_of(group)
    answers = _answers_of(questions, member)
    live = {question.id: asked.get(question.id, Asked()) for question in questions}
    times = shown(group, "asked", {str(id): one.times for id, one in live.items()})
    lines = [
        _line(question, times[str(question.id)].people, live[question.id].trend(today), answers[question.id])
        for question in questions
    ]
    return sorted(lines, key=lambda line: -line.times if not line.is_few else 0)


def at_the_top(lines: list[Line], most: int) -> list[Line]:
    """What is asked most; the last two places are for what wants an answer."""
    asked, rest = lines[: most - 2], lines[most - 2 :]
    open_ones = [line for line in rest if line.waiting or not line.question.answer]
    picked = (open_ones + [line for line in rest if line not in open_ones])[:2]
    return asked + [line for line in rest if line in picked]


def asked_most(group: Group, outings: Iterable[Went], questions: Iterable[Question]) -> list[tuple[Question, int]]:
    """Of these outings: (question, talks), the most first. Counted down to fives: months and settings can be set against
    each other, and what is left of a sum must not be a few people.
    """
    asked = asked_at(list(outings), group)
    fives = [(question, asked[question.id].times // LEAST * LEAST) for question in questions if question.id in asked]
    return sorted(fives, key=lambda pair: (-pair[1], pair[0].position))


def _answers_of(questions: list[Question], member: Member) -> dict[uuid.UUID, list[Answer]]:
    found = defaultdict(list)
    answers = Answer.objects.visible_to(member).filter(question__in=questions, withdrawn_at=None)
    for answer in answers.select_related("written_by", "agreed_by"):
        found[answer.question_id].append(answer)
    return found


def _line(question: Question, times: int, trend: str, answers: list[Answer]) -> Line:
    standing = [answer for answer in answers if answer.agreed_at]
    standing.sort(key=lambda answer: (answer.language != question.group.language, answer.language))
    waiting = next((answer for answer in answers if not answer.agreed_at), None)
    return Line(question, times, trend, next(iter(standing), None), waiting)
