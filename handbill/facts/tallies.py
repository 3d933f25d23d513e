"""Tallies kept beside the ledger, so that totals need not read it whole.

With each batch only those facts are read that the batch touches: what its details and retractions point at, and what
came before its time and points at the batch. What they came to without the batch is taken off, what they come to with
it is put on. `recount` reads the ledger of an outing instead; both give the same (tests/generative holds them to it).
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from handbill.facts import ledger, topics, willing
from handbill.facts.kinds import ASKED
from handbill.facts.ledger import Read, Row, to_database
from handbill.facts.standing import Readable, details_of, standing

ADDED = ("conversations", "asked", "given", "copies", "for_friend", "contacts", "from_pile", "in_hand")
STACK = {"taken": 1, "passed_on": -1, "handout": -1}
OF_THE_PILE = ("cupboard", "member")


def add(outing_id: uuid.UUID, rows: Sequence[Row], group_id: uuid.UUID, touched: Sequence[Read]) -> None:
    """Bring the tallies along: `rows` were just filed, `touched` is what `touching` found before."""
    tallies = _tallies_of(outing_id)
    if not tallies:
        recount(outing_id, group_id)
        return
    counted = {phone_id: counted for phone_id, (_row, counted) in tallies.items()}
    before, after = sums(touched, counted), sums([*touched, *rows], counted)
    restacked = {fact.phone_id for fact in (*touched, *rows) if fact.kind == "count"}
    stacks = stacks_in(ledger.of_stacks(outing_id, restacked - {None})) if restacked else {}
    for phone_id, counts in after.items():
        change = {name: counts[name] - before[phone_id][name] for name in ADDED}
        row = tallies[phone_id][0] if phone_id in tallies else _begin(outing_id, group_id, phone_id)
        if phone_id in restacked:
            _restack(row, *stacks[phone_id])
            change["in_hand"] = 0
        _change(row, change)
    topics.add(outing_id, rows, group_id, touched)
    willing.add(outing_id, rows, group_id, touched)


def touching(rows: Sequence[Row], group_id: uuid.UUID) -> list[Read]:
    """The facts in the ledger that share a conversation or retraction with these new ones, directly or over others."""
    found: dict[bytes, Read] = {}
    asked_of: set[bytes] = set()
    asked_for = {row.id for row in rows}
    pointed = {row.of for row in rows if row.of} - asked_for
    pointing = asked_for | pointed
    while pointing or pointed:
        reads = ledger.pointing_at(group_id, pointing) + ledger.with_ids(group_id, pointed)
        fresh = {read.id: read for read in reads if read.id not in found}
        found |= fresh
        asked_of |= pointing
        asked_for |= pointed
        targets = {read.of for read in fresh.values() if read.of}
        pointing = (targets | fresh.keys()) - asked_of
        pointed = targets - found.keys() - asked_for
    return list(found.values())


def recount(outing_id: uuid.UUID, group_id: uuid.UUID) -> None:
    """Count an outing anew from its whole ledger."""
    facts = ledger.of_outing(outing_id)
    stacks = stacks_in(facts)
    _write("DELETE FROM facts_tally WHERE outing_id = %s", [to_database(outing_id.bytes)])
    for phone_id, counts in sums(facts, {}).items():
        row = _begin(outing_id, group_id, phone_id)
        _change(row, {**counts, "in_hand": 0})
        _restack(row, *stacks[phone_id])
    topics.recount(outing_id, facts, group_id)
    willing.recount(outing_id, facts, group_id)


def sums(facts: Iterable[Readable], counted: dict) -> dict[bytes | None, dict[str, int]]:
    """What facts come to, per phone. Of the stack only what came after that phone's latest count (`counted`)."""
    totals: dict = defaultdict(lambda: dict.fromkeys(ADDED, 0))
    facts = list(facts)
    upright = standing(facts)
    asks = details_of(upright)
    for phone_id in {fact.phone_id for fact in facts}:
        totals[phone_id]  # a phone that only retracted has a tally too
    for fact in upright:
        _count(fact, totals[fact.phone_id], asks, counted.get(fact.phone_id))
    return totals


def stacks_in(facts: Iterable[Readable]) -> dict:
    """Per phone: what is in hand, and the id of its latest count."""
    stacks: dict = defaultdict(lambda: (0, None))
    for fact in sorted(standing(facts), key=lambda fact: fact.id):
        copies, counted = stacks[fact.phone_id]
        if fact.kind == "count":
            stacks[fact.phone_id] = (fact.copies, fact.id)
        elif fact.kind in STACK:
            stacks[fact.phone_id] = (copies + STACK[fact.kind] * fact.copies, counted)
    return stacks


def _count(fact: Readable, counts: dict, asks: dict, counted: bytes | None) -> None:
    kind = fact.kind
    if kind == "conversation":
        ask = asks[fact.id].get("ask")
        counts["conversations"] += 1
        counts["asked"] += ask in ASKED
        counts["given"] += ask == "given"
    elif kind == "contact":
        counts["contacts"] += 1
    elif kind == "handout":
        counts["copies"] += fact.copies
        counts["for_friend"] += fact.for_friend
    elif kind == "taken" and fact.fields.get("from") in OF_THE_PILE:
        counts["from_pile"] += fact.copies
    if kind in STACK and (counted is None or fact.id > counted):
        counts["in_hand"] += STACK[kind] * fact.copies


def _tallies_of(outing_id: uuid.UUID) -> dict[bytes | None, tuple[int, bytes | None]]:
    """Per phone: the tally's row and the id of the latest count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phone_id, id, counted FROM facts_tally WHERE outing_id = %s", [to_database(outing_id.bytes)]
        )
        return {ledger.in16(phone_id): (row, ledger.in16(counted)) for phone_id, row, counted in cursor.fetchall()}


def _begin(outing_id: uuid.UUID, group_id: uuid.UUID, phone_id: bytes | None) -> int:
    names = ("group_id", "outing_id", "phone_id", *ADDED)
    values = [to_database(group_id.bytes), to_database(outing_id.bytes), to_database(phone_id), *([0] * len(ADDED))]
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO facts_tally ({', '.join(names)}) VALUES ({marks}) RETURNING id"  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def _change(row: int, change: dict[str, int]) -> None:
    moved = {name: step for name, step in change.items() if step}
    if moved:
        steps = ", ".join(f"{name} = {name} + %s" for name in moved)
        _write(f"UPDATE facts_tally SET {steps} WHERE id = %s", [*moved.values(), row])  # noqa: S608  our own names


def _restack(row: int, copies: int, counted: bytes | None) -> None:
    _write("UPDATE facts_tally SET in_hand = %s, counted = %s WHERE id = %s", [copies, to_database(counted), row])


def _write(sql: str, values: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
