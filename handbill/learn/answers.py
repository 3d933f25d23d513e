"""Opening what waits for a second member, in an unlocked session."""

import json
import uuid
from collections.abc import Iterable

from handbill.facts.models import SealedText
from handbill.facts.texts import open_texts
from handbill.keys.wire import from_base64
from handbill.learn.models import Answer


def open_answers(answers: Iterable[Answer], keyring) -> dict[uuid.UUID, str | None]:
    """The words by the answer's id: an agreed one's as they stand, a waiting one's where they open."""
    answers = list(answers)
    opened = open_texts([_as_text(answer) for answer in answers if answer.sealed], keyring)
    return {answer.id: opened.get(answer.sealed_id) if answer.sealed else answer.text or None for answer in answers}


def _as_text(answer: Answer) -> SealedText:
    """The same envelope as every text of the group; only its row is another."""
    wire = json.loads(bytes(answer.sealed))
    return SealedText(
        id=answer.sealed_id,
        group_id=answer.group_id,
        label=SealedText.Label.NOTE,
        ct=from_base64(wire["ct"], "ct"),
        wraps=wire["wraps"],
    )
