"""Who waits to hear from whom, with what can be said about them while the keyring is open or locked."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.facts.models import Fact, Question
from handbill.followup.models import FollowUp
from handbill.followup.step_texts import open_step_texts
from handbill.followup.ways import Way, ways_to
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards

MOST = 50


@dataclass(frozen=True)
class Waiting:
    """A row of Today. `card` is None while locked, or where this member holds no key."""

    follow_up: FollowUp
    card: OpenedCard | None
    topics: tuple[str, ...]
    ways: tuple[Way, ...]
    step_text: str

    @property
    def person(self) -> Person:
        return self.follow_up.person

    @property
    def is_late(self) -> bool:
        return bool(self.follow_up.due_at and self.follow_up.due_at < now())

    @property
    def is_met_by_owner(self) -> bool:
        return self.person.met_by_id is not None and self.person.met_by_id == self.follow_up.owner_id


def waiting_for(member: Member, keyring: Keyring | None, *, everyone: bool = False, most: int = MOST) -> list[Waiting]:
    """Open follow-ups, the nearest deadline first: her own, or all she may see. The number of queries does not grow."""
    rows = open_ones(member, everyone=everyone).select_related(
        "person__met_outing__place", "person__met_by", "owner", "group"
    )
    rows = list(rows.prefetch_related("person__consents")[:most])
    cards = open_cards([row.person for row in rows], keyring) if keyring else {}
    topics = topics_of([row.person for row in rows])
    texts = open_step_texts(rows, keyring)
    return [_waiting(row, cards.get(row.person_id), topics, texts) for row in rows]


def _waiting(row: FollowUp, card: OpenedCard | None, topics: dict, texts: dict) -> Waiting:
    ways = ways_to(row.person, card, row.group.country) if card else ()
    return Waiting(row, card, topics.get(row.person_id, ()), tuple(ways), texts.get(row.id) or "")


def open_ones(member: Member, *, everyone: bool = False):
    """Open follow-ups by deadline, 'any time' last."""
    rows = FollowUp.objects.visible_to(member).open().order_by("due_at", "id")
    return rows if everyone else rows.filter(owner=member)


def counts_for(member: Member, end_of_today: datetime) -> tuple[int, int, int]:
    """How many wait for her, how many of them are due by the end of today, how many wait for anybody she may see."""
    mine = open_ones(member)
    return mine.count(), mine.filter(due_at__lt=end_of_today).count(), open_ones(member, everyone=True).count()


def reached_lately(member: Member, since: datetime) -> tuple[int, int]:
    """(reached within 48 hours, all) of the follow-ups of hers that were opened since."""
    rows = FollowUp.objects.visible_to(member).filter(opened_at__gte=since, step="get_back")
    closed = [row for row in rows if row.closed_at]
    return sum(1 for row in closed if row.due_at is None or row.closed_at <= row.due_at), len(rows)


def topics_of(people: Iterable[Person]) -> dict[uuid.UUID, tuple[str, ...]]:
    """What each asked about, in the group's words; from the conversation and its details, the latest naming them."""
    conversations = {person.conversation_fact: person for person in people if person.conversation_fact}
    if not conversations:
        return {}
    group = next(iter(conversations.values())).group_id
    named: dict[uuid.UUID, list[str]] = {}
    details = Fact.objects.filter(group=group, of__in=list(conversations), kind="detail").order_by("id")
    for fact in [*Fact.objects.filter(group=group, id__in=list(conversations)), *details]:
        asked = json.loads(fact.body).get("questions")
        if asked is not None:
            named[fact.of or fact.id] = asked
    words = dict(Question.objects.filter(group=group).values_list("id", "text"))
    return {
        conversations[id].id: tuple(words[uuid.UUID(q)] for q in asked if uuid.UUID(q) in words)
        for id, asked in named.items()
    }
