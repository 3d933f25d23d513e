"""Questions as phones send them, and members who make something of them."""

import pytest

from handbill.base.ids import new_id
from handbill.facts.models import Question, SealedText
from handbill.facts.tests.entries import Stack
from handbill.facts.texts import seal_text


@pytest.fixture
def stack(outing):
    return Stack(outing)


@pytest.fixture
def rent(group):
    return Question.objects.create(group=group, text="Rent rise", position=0)


@pytest.fixture
def hear(stack):
    """`hear("what about the lifts?", ...)`: filed as a phone would; gives the facts' ids."""

    def file(*texts) -> list[str]:
        entries = [
            stack.fact("question", sealed=seal_text(text, SealedText.Label.QUESTION, stack.group, new_id()).to_wire())
            for text in texts
        ]
        stack.file(*entries)
        return [entry["id"] for entry in entries]

    return file
