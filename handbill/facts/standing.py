"""Which facts stand, and what a conversation says once its details are read in. Pure: the order of arrival never matters."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

Id = uuid.UUID | bytes  # either, but the same among facts that are read together


class Readable(Protocol):
    """What a fact must show to be read: a Fact of the database and a row on its way there both do."""

    id: Id
    kind: str
    outing_id: Id
    phone_id: Id | None
    of: Id | None
    fields: dict


def standing(facts: Iterable[Readable]) -> list[Readable]:
    """The facts that are not retracted, retractions left out."""
    by_id = {fact.id: fact for fact in facts}
    retractions = [fact for fact in by_id.values() if fact.kind == "retraction"]
    if not retractions:
        return list(by_id.values())
    struck = {fact.of for fact in retractions if takes_effect(fact, by_id.get(fact.of))}
    return [fact for fact in by_id.values() if fact.kind != "retraction" and fact.id not in struck]


def takes_effect(fact: Readable, target: Readable | None) -> bool:
    """Whether a retraction or detail may touch its target: same outing, same phone or a member at the desk."""
    if target is None or target.outing_id != fact.outing_id:
        return False
    if target.kind != "conversation" if fact.kind == "detail" else target.kind == "retraction":
        return False
    return fact.phone_id is None or fact.phone_id == target.phone_id


def details_of(facts: Iterable[Readable]) -> dict[Id, dict]:
    """Conversation id to its fields, details read in: the one with the greatest id wins, field by field."""
    facts = list(facts)
    conversations = {fact.id: fact for fact in facts if fact.kind == "conversation"}
    details = defaultdict(list)
    for fact in facts:
        if fact.kind == "detail" and takes_effect(fact, conversations.get(fact.of)):
            details[fact.of].append(fact)
    return {id: _merged(fact, details[id]) if id in details else fact.fields for id, fact in conversations.items()}


def _merged(conversation: Readable, details: list[Readable]) -> dict:
    fields = _given(conversation)
    for detail in sorted(details, key=lambda detail: detail.id):
        fields |= _given(detail)
    fields.pop("of", None)
    return fields


def _given(fact: Readable) -> dict:
    return {name: value for name, value in fact.fields.items() if value is not None}
