"""Tallies kept beside the ledger, so that totals need not read it whole.

With each batch only those facts are read that the batch touches: what its details and retractions point at, and what
came before its time and points at the batch. What they came to without the batch is taken off, what they come to with
it is put on. `recount` reads the ledger of an outing instead; both give the same (tests/generative holds them to it).
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from handbill.accounts.models import Group
from handbill.facts.kinds import ASKED
from handbill.facts.ledger import Row
from handbill.facts.models import Fact, Tally
from handbill.facts.standing import Readable, details_of, standing

ADDED = ("conversations", "asked", "given", "copies", "for_friend", "contacts", "from_pile", "in_hand")
STACK = {"taken": 1, "passed_on": -1, "handout": -1}
OF_THE_PILE = ("cupboard", "member")
COLUMNS = ("id", "kind", "outing_id", "phone_id", "of", "copies", "for_friend", "person", "body")


@dataclass(slots=True)
class Read:
    """A fact as the ledger holds it, as little of it as counting needs."""

    id: uuid.UUID
    kind: str
    outing_id: uuid.UUID
    phone_id: uuid.UUID | None
    of: uuid.UUID | None
    copies: int
    for_friend: int
    person: uuid.UUID | None = None
    fields: dict = field(default_factory=dict)


def add(outing_id: uuid.UUID, rows: Sequence[Row], group: Group, touched: Sequence[Read]) -> None:
    """Bring the tallies along: `rows` were just filed, `touched` is what `touching` found before."""
    tallies = {tally.phone_id: tally for tally in Tally.objects.filter(outing=outing_id)}
    if not tallies:
        recount(outing_id, group)
        return
    counted = {phone_id: tally.counted for phone_id, tally in tallies.items()}
    before, after = sums(touched, counted), sums([*touched, *rows], counted)
    restacked = {fact.phone_id for fact in (*touched, *rows) if fact.kind == "count"}
    stacks = stacks_of(outing_id, restacked) if restacked else {}
    for phone_id in after:
        tally = tallies.get(phone_id) or Tally(group=group, outing_id=outing_id, phone_id=phone_id)
        for name in ADDED:
            setattr(tally, name, getattr(tally, name) + after[phone_id][name] - before[phone_id][name])
        if phone_id in restacked:
            tally.in_hand, tally.counted = stacks[phone_id]
        tally.save()


def touching(rows: Sequence[Row], group: Group) -> list[Read]:
    """The facts in the ledger that share a conversation or retraction with these new ones, directly or over others."""
    asked_of = {row.id for row in rows}
    asked_for = {row.of for row in rows if row.of} - asked_of
    found: dict[uuid.UUID, Read] = {}
    pointing, pointed = asked_of | asked_for, asked_for
    while pointing or pointed:
        fresh = {read.id: read for read in _fetch(group, pointed, pointing) if read.id not in found}
        found |= fresh
        asked_of |= pointing
        asked_for |= pointed
        pointing = ({read.id for read in fresh.values()} | {read.of for read in fresh.values() if read.of}) - asked_of
        pointed = {read.of for read in fresh.values() if read.of} - found.keys() - asked_for
    return list(found.values())


def recount(outing_id: uuid.UUID, group: Group) -> None:
    """Count an outing anew from its whole ledger."""
    facts = read_outing(outing_id)
    stacks = stacks_in(facts)
    Tally.objects.filter(outing=outing_id).delete()
    for phone_id, counts in sums(facts, {}).items():
        counts["in_hand"], counted = stacks[phone_id]
        Tally.objects.create(group=group, outing_id=outing_id, phone_id=phone_id, counted=counted, **counts)


def sums(facts: Iterable[Readable], counted: dict) -> dict[uuid.UUID | None, dict[str, int]]:
    """What facts come to, per phone. Of the stack only what came after that phone's latest count (`counted`)."""
    totals: dict = defaultdict(lambda: dict.fromkeys(ADDED, 0))
    facts = list(facts)
    for fact in facts:
        totals[fact.phone_id]  # a phone that only retracted has a tally too
    upright = standing(facts)
    asks = details_of(upright)
    for fact in upright:
        _count(fact, totals[fact.phone_id], asks, counted.get(fact.phone_id))
    return totals


def stacks_of(outing_id: uuid.UUID, phone_ids: set) -> dict:
    """Per phone: what is in hand, and the id of its latest count; from the ledger of these phones and the desk."""
    chosen = Q(phone__in=[id for id in phone_ids if id]) | Q(phone=None)
    return stacks_in(_read(Fact.objects.filter(chosen, outing=outing_id)))


def stacks_in(facts: Iterable[Readable]) -> dict:
    stacks: dict = defaultdict(lambda: (0, None))
    for fact in sorted(standing(facts), key=lambda fact: fact.id):
        copies, counted = stacks[fact.phone_id]
        if fact.kind == "count":
            stacks[fact.phone_id] = (fact.copies, fact.id)
        elif fact.kind in STACK:
            stacks[fact.phone_id] = (copies + STACK[fact.kind] * fact.copies, counted)
    return stacks


def read_outing(outing_id: uuid.UUID) -> list[Read]:
    return _read(Fact.objects.filter(outing=outing_id))


def _count(fact: Readable, counts: dict, asks: dict, counted: uuid.UUID | None) -> None:
    if fact.kind == "conversation":
        ask = asks[fact.id].get("ask")
        counts["conversations"] += 1
        counts["asked"] += ask in ASKED
        counts["given"] += ask == "given"
    elif fact.kind == "contact":
        counts["contacts"] += 1
    elif fact.kind == "handout":
        counts["copies"] += fact.copies
        counts["for_friend"] += fact.for_friend
    elif fact.kind == "taken" and fact.fields.get("from") in OF_THE_PILE:
        counts["from_pile"] += fact.copies
    if fact.kind in STACK and (counted is None or fact.id > counted):
        counts["in_hand"] += STACK[fact.kind] * fact.copies


def _fetch(group: Group, ids: set, targets: set) -> list[Read]:
    """Facts with one of these ids, and facts that point at one of these targets: each by its own index."""
    found = []
    for name, wanted in (("id__in", ids), ("of__in", targets)):
        if wanted:
            found += _read(Fact.objects.filter(group=group, **{name: list(wanted)}))
    return found


def _read(facts) -> list[Read]:
    rows = facts.order_by().values_list(*COLUMNS)
    return [Read(*row[:-1], fields=json.loads(row[-1]) if row[-1] != "{}" else {}) for row in rows.iterator(2000)]
