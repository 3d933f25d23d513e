"""Changing who is kept and for whom it is sealed."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import AuditEntry, Member
from handbill.accounts.readers import member_reader
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.instance import append_erased
from handbill.keys.envelope import wrap_key
from handbill.people.models import CardWrap, Person, Tombstone
from handbill.people.opening import data_key_of


def erase_person(person: Person, *, by: Member, reason: str = "") -> None:
    """Destroy the card and everything that hangs on it; facts and their counts stay. Nobody can undo it."""
    at, card_id = now(), person.id
    with transaction.atomic():
        Tombstone.objects.create(id=card_id, group_id=person.group_id, erased_at=at, reason=reason)
        person.delete()
        note(by, "card_erased", card_id)
    _forget_for_good(card_id, at)


def erase_again(ids: Iterable[str]) -> int:
    """After a restore: cards that were erased since the backup go again. Returns how many there were."""
    people = list(Person.objects.filter(id__in=[uuid.UUID(text) for text in ids]))
    with transaction.atomic():
        for person in people:
            Tombstone.objects.get_or_create(id=person.id, defaults={"group_id": person.group_id, "reason": "restored"})
            AuditEntry.objects.create(group_id=person.group_id, by=None, what="card_erased", about=str(person.id))
            person.delete()
    _empty_the_log()
    return len(people)


def _forget_for_good(card_id: uuid.UUID, at: datetime) -> None:
    append_erased(settings.DATA, str(card_id), at.isoformat())
    _empty_the_log()


def _empty_the_log() -> None:
    """SQLite overwrites deleted rows (secure_delete), but the write-ahead log would still hold the old pages."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def hand_over_card(person: Person, to: Member, *, keyring: Keyring) -> None:
    """Seal the card to its new owner and take the old owner's wrap away. Needs somebody who can open it."""
    data_key = data_key_of(person.card, keyring)
    if data_key is None:
        raise Refusal(
            "cannot_open",
            _("You cannot open this card, so you cannot hand it over. Nothing was changed. An organiser can."),
            403,
        )
    reader = member_reader(to)
    CardWrap.objects.filter(card=person.card, key__kind="member").exclude(key=reader.key_id).delete()
    if not CardWrap.objects.filter(card=person.card, key=reader.key_id).exists():
        wrap = wrap_key(data_key, person.id, reader)
        CardWrap.objects.create(card=person.card, group_id=person.group_id, key_id=reader.key_id, wrap=wrap.box)
    Person.objects.filter(id=person.id).update(owner=to, is_anyones=False)
    note(keyring.member, "card_handed_over", person.id)
