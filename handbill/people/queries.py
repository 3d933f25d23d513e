"""Lists of people and the history of one."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import AuditEntry, Member
from handbill.base.clock import now
from handbill.facts.models import Fact
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards, opened_of

PAGE = 50
MOST_FOUND = 50
SEARCHED_AT_ONCE = 500


@dataclass(frozen=True)
class Filters:
    """What a list shows: `which` is waiting, late, mine or empty for all; `place` an id or empty."""

    which: str = ""
    place: str = ""


@dataclass(frozen=True)
class Listed:
    """A row of the list; `card` is None while locked. `open_step` is (step, due) of what is open with them."""

    person: Person
    card: OpenedCard | None

    @property
    def follow_up(self):
        return next((row for row in self.person.follow_ups.all() if row.closed_at is None), None)

    @property
    def is_late(self) -> bool:
        row = self.follow_up
        return bool(row and row.due_at and row.due_at < now())


def people_of(member: Member, filters: Filters, before: str = ""):
    """People she may see, the latest met first; `before` is the id of the last one on the page before."""
    people = (
        Person.objects.visible_to(member)
        .order_by("-id")
        .select_related("owner", "met_outing__place")
        .prefetch_related("follow_ups", "consents")
    )
    people = _filtered(people, member, filters)
    return people.filter(id__lt=uuid.UUID(before)) if before else people


def _filtered(people, member: Member, filters: Filters):
    open_with = Q(follow_ups__closed_at=None, follow_ups__isnull=False)
    if filters.which == "waiting":
        people = people.filter(open_with)
    if filters.which == "late":
        people = people.filter(open_with, follow_ups__due_at__lt=now())
    if filters.which == "mine":
        people = people.filter(owner=member)
    return people.filter(met_outing__place=uuid.UUID(filters.place)) if filters.place else people


def counts_of(member: Member) -> dict[str, int]:
    """How many stand behind each filter."""
    return {which or "all": people_of(member, Filters(which)).count() for which in ("", "waiting", "late", "mine")}


def page_of(member: Member, filters: Filters, keyring: Keyring | None, before: str = "") -> tuple[list[Listed], str]:
    """One page and the id to go on from, empty at the end."""
    people = list(people_of(member, filters, before)[: PAGE + 1])
    shown, more = people[:PAGE], len(people) > PAGE
    cards = open_cards(shown, keyring) if keyring else {}
    return [Listed(person, cards.get(person.id)) for person in shown], str(shown[-1].id) if more else ""


def search(member: Member, words: str, keyring: Keyring) -> list[Listed]:
    """Cards in which every word stands (name, number, address, note), opened batch by batch, up to 50. Nothing is kept."""
    wanted = [word.casefold() for word in words.split()]
    found: list[Listed] = []
    before = ""
    while wanted and len(found) < MOST_FOUND:
        people = list(people_of(member, Filters(), before)[:SEARCHED_AT_ONCE])
        if not people:
            break
        before = str(people[-1].id)
        cards = dict(opened_of(people, keyring))
        found += [
            Listed(person, cards[person.id])
            for person in people
            if person.id in cards and _fits(cards[person.id], wanted)
        ]
    return found[:MOST_FOUND]


def _fits(card: OpenedCard, wanted: list[str]) -> bool:
    text = " ".join([card.name, card.phone, card.phone.replace(" ", ""), card.email, card.other, card.note]).casefold()
    return all(word in text for word in wanted)


@dataclass(frozen=True)
class Event:
    """A line of somebody's history: when, what (a word for the template), who, and what belongs to it."""

    at: datetime
    what: str
    by: str = ""
    about: dict | None = None


def history_of(person: Person) -> list[Event]:
    """Facts, attempts and openings, the latest first."""
    events = [Event(entry.at, entry.what, entry.by.name if entry.by else "") for entry in _openings(person)]
    conversation = {person.conversation_fact} if person.conversation_fact else set()
    facts = (
        Fact.objects.filter(group=person.group_id)
        .filter(Q(person=person.id) | Q(id__in=conversation))
        .select_related("by", "phone__member")
    )
    retracted = set(
        Fact.objects.filter(group=person.group_id, kind="retraction", of__in=[fact.id for fact in facts]).values_list(
            "of", flat=True
        )
    )
    events += [_event(fact) for fact in facts if fact.id not in retracted]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _openings(person: Person):
    kinds = ("cards_opened", "card_handed_over")
    return AuditEntry.objects.filter(group=person.group_id, about=str(person.id), what__in=kinds).select_related("by")[
        :20
    ]


def _event(fact: Fact) -> Event:
    by = fact.by or (fact.phone.member if fact.phone else None)
    return Event(fact.happened_at, fact.kind, by.name if by else "", json.loads(fact.body))
