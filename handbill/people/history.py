"""What has happened with one person: facts, attempts, who opened the card."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from handbill.accounts.models import AuditEntry
from handbill.copies.models import Batch
from handbill.facts.models import Fact
from handbill.facts.standing import details_of, standing
from handbill.people.merging.queries import earlier_selves, merged_ids
from handbill.people.merging.rows import Merge
from handbill.people.models import Person
from handbill.plan.visibility import BEFORE_ALL

MOST_OPENINGS = 200


@dataclass(frozen=True)
class Event:
    """A line of somebody's history: when, what (a word for the template), who, and what belongs to it."""

    at: datetime
    what: str
    by: str = ""
    about: dict = field(default_factory=dict)


def history_of(person: Person) -> list[Event]:
    """The latest first; of what happened at the same moment, what was noted last."""
    facts = facts_of(person)
    merged = details_of(facts)
    events = [*_openings(person), *_merges(person)]
    for fact in reversed(facts):
        if fact.kind == "contact" and fact.outing.starts_at < BEFORE_ALL:
            events.append(Event(fact.happened_at, "signed_up", about={"batch": _batch_of(fact)}))
            continue
        if fact.kind == "contact":
            events.append(Event(fact.received_at, "arrived", _by(fact)))
        if fact.kind != "detail":
            events.append(_event(fact, merged.get(fact.id, fact.fields)))
    return sorted(events, key=lambda event: event.at, reverse=True)


def facts_of(person: Person) -> list[Fact]:
    """The facts that stand: those about the person, their conversation with its details, the copies that went with it.

    Where two cards were put together, those of both.
    """
    about = reduce(or_, [_about(one) for one in (person, *earlier_selves(person))])
    return _standing(Fact.objects.filter(about, group=person.group_id).select_related("by", "phone__member", "outing"))


def _about(person: Person) -> Q:
    about = Q(person=person.id)
    if person.conversation_fact:
        talk = person.conversation_fact
        about |= Q(id=talk) | Q(of=talk, kind="detail") | Q(kind="handout", body__contains=str(talk))
        about = Q(person=person.id) | Q(outing=person.met_outing_id) & about
    return about


def facts_about(group_id: uuid.UUID, person_id: uuid.UUID, kind: str) -> list[Fact]:
    """The facts of one kind that name a person and stand, in the order they were noted."""
    return _standing(Fact.objects.filter(group=group_id, person=person_id, kind=kind))


def _standing(facts) -> list[Fact]:
    facts = list(facts)
    retractions = (
        Fact.objects.filter(group=facts[0].group_id, kind="retraction", of__in=[fact.id for fact in facts])
        if facts
        else []
    )
    for fact in (all_of_them := [*facts, *retractions]):
        fact.fields = json.loads(fact.body)
    return sorted(standing(all_of_them), key=lambda fact: fact.row)


def _batch_of(sign_up: Fact) -> str:
    """The code behind whose square they signed up, told by the fact of the same moment; empty for the group's own page."""
    same = Fact.objects.filter(group=sign_up.group_id, kind="sign_up", made_at=sign_up.made_at).first()
    id = json.loads(same.body).get("batch") if same else None
    batch = Batch.objects.filter(group=sign_up.group_id, id=id).first() if id else None
    return batch.code if batch else ""


def _event(fact: Fact, fields: dict) -> Event:
    if "due_at" in fields:
        fields = {**fields, "due_at": datetime.fromisoformat(fields["due_at"])}
    if fact.kind == "handout":
        fields = {**fields, "copies": fact.copies, "for_friend": fact.for_friend}
    return Event(fact.happened_at, fact.kind, _by(fact), fields)


def _by(fact: Fact) -> str:
    by = fact.by or (fact.phone.member if fact.phone else None)
    return by.name if by else ""


def _openings(person: Person) -> list[Event]:
    """Each member's last opening of a day: looking again an hour later tells nothing new."""
    ids = [str(id) for id in (person.id, *merged_ids(person.id))]
    entries = AuditEntry.objects.filter(
        group=person.group_id, about__in=ids, what__in=("cards_opened", "card_handed_over")
    ).select_related("by")[:MOST_OPENINGS]
    latest: dict[tuple, Event] = {}
    for entry in entries:
        day = timezone.localdate(entry.at)
        name = entry.by.name if entry.by else ""
        latest.setdefault((entry.what, entry.by_id, day), Event(entry.at, entry.what, name))
    return list(latest.values())


def _merges(person: Person) -> list[Event]:
    merges = Merge.objects.filter(kept=person.id).select_related("merged_by")
    return [Event(one.merged_at, "merged", one.merged_by.name) for one in merges]
