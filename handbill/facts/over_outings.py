"""Counts over many outings, read from what is kept at hand and never from the single facts."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from handbill.facts import ledger, tallies
from handbill.facts.models import Fact, Reached, Tally, TopicTally

COUNTS = ("conversations", "asked", "given", "copies", "contacts")


@dataclass(frozen=True, slots=True)
class Logged:
    """What one stack's facts come to at an outing. `stack` is only good for telling stacks apart; None is the desk."""

    outing_id: uuid.UUID
    stack: uuid.UUID | None
    conversations: int
    asked: int
    given: int
    copies: int
    contacts: int


@dataclass(frozen=True, slots=True)
class Topic:
    """In how many conversations of an outing a topic came up, and how people took those."""

    outing_id: uuid.UUID
    topic: uuid.UUID
    conversations: int
    receptions: tuple[int, int, int, int]  # turned away, listened, interested, want to help

    @property
    def noted(self) -> int:
        return sum(self.receptions)


def logged_at(outing_ids: Collection[uuid.UUID], group) -> list[Logged]:
    """One row for each stack and outing. An outing that has facts and no tally yet is counted now."""
    rows = _logged(outing_ids)
    missing = set(outing_ids) - {row.outing_id for row in rows}
    with_facts = Fact.objects.filter(outing__in=missing).order_by().values_list("outing", flat=True).distinct()
    uncounted = list(with_facts) if missing else []
    for outing_id in uncounted:
        tallies.recount(outing_id, group.id)
    return rows + (_logged(uncounted) if uncounted else [])


def topics_at(outing_ids: Collection[uuid.UUID], what: str) -> list[Topic]:
    """One row for each outing and topic that came up there; `what` is one of TopicTally.What."""
    columns = ("outing_id", "topic", "conversations", "turned_away", "listened", "interested", "want_to_help")
    rows = TopicTally.objects.filter(outing__in=outing_ids, what=what, conversations__gt=0).values_list(*columns)
    return [Topic(outing_id, topic, n, tuple(receptions)) for outing_id, topic, n, *receptions in rows]


def times_asked(outing_ids: Collection[uuid.UUID], group) -> list[tuple[uuid.UUID, uuid.UUID, int]]:
    """(question, outing, conversations). Read plainly, and each id made only once: there are thousands of rows."""
    outings = {id.bytes: id for id in outing_ids}
    questions: dict[bytes, uuid.UUID] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT topic, outing_id, conversations FROM facts_topictally "
            "WHERE group_id = %s AND what = 'question' AND conversations > 0",
            [ledger.to_database(group.id.bytes)],
        )
        rows = [(ledger.in16(topic), ledger.in16(outing_id), times) for topic, outing_id, times in cursor.fetchall()]
    for topic, _outing_id, _times in rows:
        if topic not in questions:
            questions[topic] = uuid.UUID(bytes=topic)
    return [(questions[topic], outings[outing_id], times) for topic, outing_id, times in rows if outing_id in outings]


def reached_at(outing_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many people of each outing were reached within 48 hours; outings where nobody was tried are not there."""
    return dict(Reached.objects.filter(outing__in=outing_ids).values_list("outing_id", "in_time"))


def _logged(outing_ids: Collection[uuid.UUID]) -> list[Logged]:
    rows = Tally.objects.filter(outing__in=outing_ids).order_by("id")
    columns = ("outing_id", "phone_id", "phone__member_id", *COUNTS)
    return [
        Logged(outing_id, member or phone, *counts) for outing_id, phone, member, *counts in rows.values_list(*columns)
    ]
