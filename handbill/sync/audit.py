"""The ledger as text: every fact as one JSON line, in order of arrival."""

import json
from collections.abc import Iterator

from handbill.accounts.models import Group
from handbill.facts.models import Fact, SealedText
from handbill.facts.texts import as_wire
from handbill.keys.wire import to_base64
from handbill.people.models import Card
from handbill.plan.models import Outing

AT_ONCE = 1000
WITH_TEXTS = ("question", "remark", "place")


def fact_lines(group: Group | None = None, outing: Outing | None = None) -> Iterator[str]:
    """`{"id", "kind", "outing", "phone", "by", "made_at", "received_at", "body"}` of every fact, or of one group or outing.

    The body is as it came, its SEALED put back; of a card that is gone `{"id", "erased": true}` stands there.
    """
    facts = Fact.objects.order_by("row")
    if group is not None:
        facts = facts.filter(group=group)
    if outing is not None:
        facts = facts.filter(outing=outing)
    last = 0
    while batch := list(facts.filter(row__gt=last)[:AT_ONCE]):
        last = batch[-1].row
        sealed = _sealed_of(batch)
        for fact in batch:
            yield json.dumps(_line(fact, sealed), ensure_ascii=False, separators=(",", ":"))


def _line(fact: Fact, sealed: dict) -> dict:
    body = json.loads(fact.body)
    if fact.kind == "contact":
        gone = {"id": str(fact.person), "erased": True}
        body["sealed"] = sealed.get(("card", fact.group_id, fact.person), gone)
    elif fact.kind in WITH_TEXTS:
        body["sealed"] = sealed.get(("text", fact.group_id, fact.id), {"erased": True})
    return {
        "id": str(fact.id),
        "kind": fact.kind,
        "outing": str(fact.outing_id),
        "phone": fact.phone_id and str(fact.phone_id),
        "by": fact.by_id and str(fact.by_id),
        "made_at": fact.made_at.isoformat(),
        "received_at": fact.received_at.isoformat(),
        "body": body,
    }


def _sealed_of(facts: list[Fact]) -> dict:
    persons = [fact.person for fact in facts if fact.kind == "contact"]
    texts = [fact.id for fact in facts if fact.kind in WITH_TEXTS]
    cards = Card.objects.filter(person__in=persons).only("person_id", "group_id", "ct", "wraps_as_they_came")
    sealed = {("card", card.group_id, card.person_id): _card_wire(card) for card in cards}
    found = SealedText.objects.filter(fact_id__in=texts)
    return sealed | {("text", text.group_id, text.fact_id): as_wire(text) for text in found}


def _card_wire(card: Card) -> dict:
    return {"id": str(card.person_id), "ct": to_base64(bytes(card.ct)), "wraps": card.wraps_as_they_came}
