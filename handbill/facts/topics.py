"""Questions and points of the guide per outing (the rows of TopicTally), brought along with each batch as Tally is."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from handbill.facts.ledger import Read, Row, to_database
from handbill.facts.standing import Readable, details_of, standing

LISTS = (("question", "questions"), ("point", "points"))
RECEPTIONS = {1: "turned_away", 2: "listened", 3: "interested", 4: "want_to_help"}
ADDED = ("conversations", *RECEPTIONS.values())
_STEPS = ", ".join(f"{name} = facts_topictally.{name} + excluded.{name}" for name in ADDED)
_UPSERT = (
    f"INSERT INTO facts_topictally (group_id, outing_id, what, topic, {', '.join(ADDED)}) "  # noqa: S608  our own names
    f"VALUES ({', '.join(['%s'] * (4 + len(ADDED)))}) ON CONFLICT (outing_id, what, topic) DO UPDATE SET {_STEPS}"
)


def add(outing_id: uuid.UUID, rows: Sequence[Row], group_id: uuid.UUID, touched: Sequence[Read]) -> None:
    """`rows` were just filed, `touched` is what `tallies.touching` found before."""
    if not any(_names_topics(fact) for fact in (*touched, *rows)):
        return
    before, after = sums(touched), sums([*touched, *rows])
    for key in before.keys() | after.keys():
        _change(outing_id, group_id, key, {name: after[key][name] - before[key][name] for name in ADDED})


def recount(outing_id: uuid.UUID, facts: Iterable[Readable], group_id: uuid.UUID) -> None:
    """Count an outing anew from its whole ledger."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM facts_topictally WHERE outing_id = %s", [to_database(outing_id.bytes)])
    for key, counts in sums(facts).items():
        _change(outing_id, group_id, key, counts)


def sums(facts: Iterable[Readable]) -> dict[tuple[str, bytes], dict[str, int]]:
    """Per (what, topic): conversations that stand, by how they were taken, details read in."""
    found: dict = defaultdict(lambda: dict.fromkeys(ADDED, 0))
    for fields in details_of(standing(facts)).values():
        reception = RECEPTIONS.get(fields.get("reception"))
        for what, name in LISTS:
            for topic in fields.get(name) or ():
                counts = found[what, uuid.UUID(topic).bytes]
                counts["conversations"] += 1
                if reception:
                    counts[reception] += 1
    return found


def _names_topics(fact: Readable) -> bool:
    return bool(fact.fields.get("questions") or fact.fields.get("points"))


def _change(outing_id: uuid.UUID, group_id: uuid.UUID, key: tuple[str, bytes], change: dict[str, int]) -> None:
    if not any(change.values()):
        return
    what, topic = key
    ids = [to_database(group_id.bytes), to_database(outing_id.bytes), what, to_database(topic)]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [*ids, *(change[name] for name in ADDED)])
