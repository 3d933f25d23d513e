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
    questions = list(Question.objects.visible_to(member).listed())
    asked, today = asked_at(outings, group), today_of(group)
    answers = _answers_of(questions, member)
    lines = [
        _line(question, asked.get(question.id, Asked()), answers[question.id], today, group) for question in questions
    ]
    return sorted(lines, key=lambda line: -line.times if not line.is_few else 0)


def at_the_top(lines: list[Line], most: int) -> list[Line]:
    """What is asked most; the last two places are for what wants an answer."""
    asked, rest = lines[: most - 2], lines[most - 2 :]
    open_ones = [line for line in rest if line.waiting or not line.question.answer]
    return asked + (open_ones + [line for line in rest if line not in open_ones])[:2]


def asked_most(group: Group, outings: Iterable[Went], questions: Iterable[Question]) -> list[tuple[Question, int]]:
    """Of these outings: (question, talks), the most first; 0 stands for fewer than five."""
    asked = asked_at(list(outings), group)
    counts = [(question, asked[question.id].times) for question in questions if question.id in asked]
    shown = [(question, n if n >= LEAST else 0) for question, n in counts]
    return sorted(shown, key=lambda pair: (-pair[1], pair[0].position))


def _answers_of(questions: list[Question], member: Member) -> dict[uuid.UUID, list[Answer]]:
    found = defaultdict(list)
    answers = Answer.objects.visible_to(member).filter(question__in=questions, withdrawn_at=None)
    for answer in answers.select_related("written_by", "agreed_by"):
        found[answer.question_id].append(answer)
    return found


def _line(question: Question, asked: Asked, answers: list[Answer], today, group: Group) -> Line:
    standing = [answer for answer in answers if answer.agreed_at]
    standing.sort(key=lambda answer: (answer.language != group.language, answer.language))
    waiting = next((answer for answer in answers if not answer.agreed_at), None)
    return Line(question, asked.times, asked.trend(today), next(iter(standing), None), waiting)
