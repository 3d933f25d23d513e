"""Contacts become people, without anything being opened: the server holds no key."""

import json
import uuid
from collections.abc import Iterable

from handbill.accounts.models import Key, Member
from handbill.facts.models import Fact
from handbill.keys.wire import from_base64
from handbill.people.models import Card, CardWrap, Consent, Person

ANYONE = "anyone"


def receive_contacts(contacts: Iterable[tuple[Fact, dict]]) -> list[Person]:
    """Make a person, a card with its wraps and the consents for each (contact fact, SEALED as on the wire).

    Part of the caller's transaction. Facts come with `outing`, `phone__member` and `by` at hand.
    """
    contacts = [(fact, json.loads(fact.body), sealed) for fact, sealed in contacts]
    members = Member.objects.in_bulk(_owners_named(contacts))
    people = Person.objects.bulk_create([_person(fact, body, members) for fact, body, _ in contacts])
    cards = Card.objects.bulk_create([_card(fact, sealed) for fact, _, sealed in contacts])
    CardWrap.objects.bulk_create(_wraps(zip(cards, contacts, strict=True)))
    Consent.objects.bulk_create([consent for fact, body, _ in contacts for consent in _consents(fact, body)])
    return people


def _owners_named(contacts) -> set[uuid.UUID]:
    return {uuid.UUID(body["owner"]) for _, body, _ in contacts if body.get("owner") not in (None, ANYONE)}


def _person(fact: Fact, body: dict, members: dict) -> Person:
    return Person(
        id=fact.person,
        group_id=fact.group_id,
        owner=_owner(fact, body, members),
        is_anyones=body.get("owner") == ANYONE,
        met_outing=fact.outing,
        met_by=_met_by(fact),
        met_at=fact.happened_at,
        contact_fact=fact.id,
        conversation_fact=_id(body.get("conversation")),
        language=body.get("language") or "",
        channels=body.get("channels") or [],
        is_unfinished=bool(body.get("unfinished")),
    )


def _owner(fact: Fact, body: dict, members: dict) -> Member:
    """Who was named, else whoever met them, else the lead. A member who has left cannot get back to anybody."""
    named = members.get(_id(body.get("owner"))) if body.get("owner") != ANYONE else fact.outing.lead
    return next(
        member
        for member in (named, _met_by(fact), fact.outing.lead)
        if member and (member.is_active or member == fact.outing.lead)
    )


def _met_by(fact: Fact) -> Member | None:
    return fact.phone.member if fact.phone else fact.by


def _card(fact: Fact, sealed: dict) -> Card:
    return Card(
        person_id=fact.person,
        group_id=fact.group_id,
        ct=from_base64(sealed["ct"], "ct"),
        wraps_as_they_came=sealed["wraps"],
    )


def _wraps(rows) -> Iterable[CardWrap]:
    """A wrap for a key that has ended meanwhile is kept: its secret may still stand, carried by the next epoch."""
    rows = list(rows)
    known = set(
        Key.objects.filter(id__in=[wrap["for"] for _, (_, _, sealed) in rows for wrap in sealed["wraps"]]).values_list(
            "id", flat=True
        )
    )
    for card, (_, _, sealed) in rows:
        for wrap in sealed["wraps"]:
            if uuid.UUID(wrap["for"]) in known:
                yield CardWrap(
                    card=card,
                    group_id=card.group_id,
                    key_id=uuid.UUID(wrap["for"]),
                    wrap=from_base64(wrap["wrap"], "wrap"),
                )


def _consents(fact: Fact, body: dict) -> Iterable[Consent]:
    unique = {(consent["purpose"], consent["channel"]): consent for consent in body.get("consents") or []}
    for consent in unique.values():
        yield Consent(
            group_id=fact.group_id,
            person_id=fact.person,
            purpose=consent["purpose"],
            channel=consent["channel"],
            wording_id=uuid.UUID(consent["wording"]),
            given_at=fact.happened_at,
            typed_by=body.get("typed_by") or "holder",
        )


def _id(value: str | None) -> uuid.UUID | None:
    return uuid.UUID(value) if value and value != ANYONE else None
