"""Changing who is kept and for whom it is sealed."""

import time
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import AuditEntry, Group, Member
from handbill.accounts.readers import member_reader
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.instance import append_erased
from handbill.facts.aside import forget_aside
from handbill.keys.envelope import wrap_key
from handbill.people.merging.queries import merged_ids
from handbill.people.models import CardWrap, Person, Tombstone
from handbill.people.no_contact import close_doors as close_every_door
from handbill.people.no_contact import keep, keep_without_key, open_doors_again
from handbill.people.opening import data_key_of

TRIES = 10
BETWEEN_TRIES = 0.05


__all__ = ["close_every_door", "empty_the_log", "erase_again", "erase_person", "hand_over_card", "open_doors_again"]


def erase_person(
    person: Person, *, by: Member | None, reason: str = "", keyring: Keyring | None = None, what: str = "card_erased"
) -> None:
    """Destroy the card and everything that hangs on it; facts and their counts stay. Nobody can undo it.

    Somebody who wants no contact is known again when they are met again. Without a member (by themselves,
    or by the group's rule) `what` says in the audit who it was.
    The ledger beside the backups is written before the commit: it may name a card too many, never one too few.
    """
    at, card_id = now(), person.id
    with transaction.atomic():
        if keyring is not None:
            keep(keyring, [card_id])
        keep_without_key(person)
        for id in (card_id, *(others := merged_ids(card_id))):  # those put together with this one go with it
            Tombstone.objects.get_or_create(
                id=id, defaults={"group_id": person.group_id, "erased_at": at, "reason": reason}
            )
        _destroy(person)
        AuditEntry.objects.create(group_id=person.group_id, by=by, what=what, about=str(card_id))
        for id in (card_id, *others):
            append_erased(settings.DATA, str(id), at.isoformat(), str(person.group_id))
    empty_the_log()


def erase_again(erased: Iterable[tuple[str, str]]) -> int:
    """After a restore: of (card, group), those erased since the backup go again. Returns how many cards there were.

    A card that came after the backup is not there, but a phone will offer it again: it gets its tombstone too.
    """
    groups = {uuid.UUID(card): uuid.UUID(group) for card, group in erased}
    known = set(Group.objects.filter(id__in=set(groups.values())).values_list("id", flat=True))
    people = list(Person.everybody.filter(id__in=list(groups)))
    with transaction.atomic():
        for card_id, group_id in groups.items():
            if group_id in known:
                Tombstone.objects.get_or_create(id=card_id, defaults={"group_id": group_id, "reason": "restored"})
        for person in people:
            card_id, group_id = person.id, person.group_id
            AuditEntry.objects.create(group_id=group_id, by=None, what="card_erased", about=str(card_id))
            _destroy(person)
    empty_the_log()
    return len(people)


def _destroy(person: Person) -> None:
    """Card, wraps, index entries, consents, follow-ups with their texts; and what was set aside under the same id."""
    for id in (person.id, *merged_ids(person.id)):
        forget_aside(person.group_id, id)
    person.delete()


def empty_the_log() -> bool:
    """SQLite overwrites deleted rows (secure_delete), but the write-ahead log would still hold the old pages.

    Whoever reads at that moment holds the log open; it is tried for half a second, and the next erasure does the rest.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        for _attempt in range(TRIES):
            is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not is_busy:
                return True
            time.sleep(BETWEEN_TRIES)
    return False


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
