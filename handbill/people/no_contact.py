"""'Wants no contact': every door closes, and it is kept when the same person is met again, even after an erasure.

Anybody who may note an attempt closes the doors. The entries by which somebody is known again need the group's key, so
they are made at once where an organiser does it, else by the next organiser's session, and in any case before a member
destroys a card. Where a card goes and no key is at hand (they erase it themselves, or the rule on forgetting does), its
index entries become such entries: they are known again until the key of that epoch is destroyed, after a change of keys.
"""

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.dispatch import Signal, receiver

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.people.models import Card, Consent, IndexEntry, NoContact, Person
from handbill.people.opening import OpenedCard, opened_before_intake, opened_of
from handbill.people.tags import tags_under

known_again = Signal()  # sent with person and by: a card arrived of somebody who wants no contact


def close_doors(person: Person, *, by: Member, keyring: Keyring | None = None) -> None:
    """Nothing they once agreed to holds any more. Part of the caller's transaction."""
    at = now()
    Person.objects.filter(id=person.id).update(wants_no_contact_at=at)
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by)
    if keyring is not None:
        keep(keyring, [person.id])


def open_doors_again(person_id: uuid.UUID) -> None:
    """It was noted by mistake: what was withdrawn with it holds again, what had been withdrawn before does not."""
    at = Person.objects.filter(id=person_id).values_list("wants_no_contact_at", flat=True).first()
    if at is None:
        return
    Consent.objects.filter(person=person_id, withdrawn_at=at).update(withdrawn_at=None, withdrawn_by=None)
    Person.objects.filter(id=person_id).update(wants_no_contact_at=None)
    NoContact.objects.filter(card=person_id).delete()


def keep(keyring: Keyring, ids: Iterable[uuid.UUID] | None = None, most: int = 300) -> int:
    """Make the entries of those who want no contact and have none yet. Returns how many cards got theirs."""
    if keyring.no_contact_key is None:
        return 0
    cards = without_entries(keyring.member)
    if ids is not None:
        cards = cards.filter(person__in=list(ids))
    opened = dict(opened_of(list(cards.values_list("person_id", flat=True)[:most]), keyring))
    group = keyring.member.group_id
    entries = [
        NoContact(group_id=group, card_id=id, tag=tag) for id, card in opened.items() for tag in _tags(card, keyring)
    ]
    NoContact.objects.bulk_create(entries)
    return len({entry.card_id for entry in entries})


def keep_without_key(person: Person) -> int:
    """Before a card goes: what finds it in the index finds it still, if they want no contact and have no entry. Returns how many."""
    if person.wants_no_contact_at is None or NoContact.objects.filter(card=person.id).exists():
        return 0
    tags = IndexEntry.objects.filter(card=person.id).values_list("tag", flat=True)
    kept = [NoContact(group_id=person.group_id, card_id=person.id, tag=tag) for tag in tags]
    return len(NoContact.objects.bulk_create(kept))


def without_entries(member: Member):
    """Cards with a number or an address of those who want no contact, that could not be known again once they are gone."""
    them = Person.everybody.filter(group=member.group_id, wants_no_contact_at__isnull=False).order_by()
    return Card.objects.filter(group=member.group_id, person__in=them.values("id"), no_contact_entries=None).exclude(
        intake_epoch__isnull=False, index_entries=None
    )


def recognise(opened: Mapping[uuid.UUID, tuple[str, str]], keyring: Keyring) -> list[uuid.UUID]:
    """Close the doors of those among new cards (number, address by id) who said before that they want no contact."""
    if keyring.no_contact_key is None or not NoContact.objects.filter(group=keyring.member.group_id).exists():
        return []
    country, keys = keyring.member.group.country, _keys_of_entries(keyring)
    tags = {id: [tag for key in keys for tag in tags_under(key, *own, country)] for id, own in opened.items()}
    wanted = [tag for own in tags.values() for tag in own]
    kept = NoContact.objects.filter(group=keyring.member.group_id, tag__in=wanted).values_list("tag", flat=True)
    there = {bytes(tag) for tag in kept}
    known = [id for id, own in tags.items() if there.intersection(own)]
    for person in Person.objects.filter(id__in=known, wants_no_contact_at=None):
        _leave_in_peace(person, keyring.member)
    return known


@receiver(opened_before_intake, dispatch_uid="people.no_contact")
def recognise_at_first_sight(cards: Mapping[uuid.UUID, OpenedCard], keyring: Keyring, **_signal) -> None:
    """A card may be opened for a list or a mailing before the intake has come to it: the doors close then."""
    recognise({id: (card.phone, card.email) for id, card in cards.items()}, keyring)


@transaction.atomic
def _leave_in_peace(person: Person, by: Member) -> None:
    close_doors(person, by=by)
    person.follow_ups.filter(closed_at=None).update(closed_at=now(), closed_by=by)
    note(by, "no_contact_kept", person.id)
    known_again.send(Person, person=person, by=by)


def _tags(card: OpenedCard, keyring: Keyring) -> set[bytes]:
    return set(tags_under(keyring.no_contact_key, card.phone, card.email, keyring.member.group.country))


def _keys_of_entries(keyring: Keyring) -> list[bytes]:
    """The key of their own, and those of the index for entries that were kept without it."""
    return [keyring.no_contact_key, *(keyring.index_key(epoch) for epoch in keyring.epochs)]
