"""People out of a file: sealed as they are read, found again by the index, taken back as a whole for 30 days.

The file waits between two pages under a key that only the open page holds; here it is opened and forgotten.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import AuditEntry, Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.base.turns import own_turn
from handbill.exchange.here_already import BRING, LEAVE, Chosen, Here, change_cards, put_back
from handbill.exchange.models import UNDONE_WITHIN, Brought, Changed, Import
from handbill.exchange.reading import Row
from handbill.keys.aead import lock, new_key, open_locked
from handbill.keys.envelope import CARD, rewrap_symmetric, seal_body
from handbill.keys.errors import CannotOpen
from handbill.people.actions import empty_the_log
from handbill.people.models import Card, IndexEntry, Person, Tag, Tagged
from handbill.people.no_contact import recognise
from handbill.people.sign_in_work import intake_batch

AT_ONCE = 1000
WAITS_FOR = timedelta(hours=2)
LABEL = b"hb-import-1"


def keep_file(raw: bytes, *, by: Member) -> tuple[Import, str]:
    """The file under a fresh key, which is returned and kept nowhere. Older files that wait are gone."""
    Import.objects.filter(group=by.group_id, begun_at=None, made_at__lt=now() - WAITS_FOR).delete()
    Changed.objects.filter(group=by.group_id, by_import__begun_at__lt=now() - UNDONE_WITHIN).delete()
    key, row = new_key(), Import(group_id=by.group_id, by=by)
    row.locked = lock(key, raw, LABEL + row.id.bytes)
    row.save(force_insert=True)
    return row, key.hex()


def open_file(row: Import, key: str) -> bytes:
    """Raises Refusal where the page is too old or not the one that brought the file."""
    try:
        return open_locked(bytes.fromhex(key), bytes(row.locked or b""), LABEL + row.id.bytes)
    except (ValueError, CannotOpen):
        sentence = _("The file is no longer here. Nothing was brought in by this page. Choose the file again.")
        raise Refusal("gone", sentence, 410) from None


def bring_in(row: Import, rows: Iterable[Row], keyring: Keyring, chosen: Chosen) -> Iterator[Import]:
    """Yields how far it is, a thousand rows at a time, each thousand whole. Done once the last one is told.

    What becomes of rows about people who are here already, by number or address, was `chosen`.
    """
    if not Import.objects.filter(pk=row.pk, begun_at=None).update(begun_at=now(), locked=None):
        raise Refusal("gone", _("This file was brought in already. Nothing was done twice."), 409)
    while intake_batch(keyring):
        pass
    note(keyring.member, "imported", row.id)
    here, tags, rows = Here(keyring), {}, iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        with own_turn(), transaction.atomic():
            fresh, known = _dealt_out(batch, here, chosen)
            _write(row, fresh, keyring, tags)
            changed = change_cards(row, known, keyring)
            row.brought += len(fresh)
            row.changed += changed
            row.left_out += len(batch) - len(fresh) - changed
            row.save(update_fields=["brought", "changed", "left_out"])
        yield row
    Import.objects.filter(pk=row.pk).update(done_at=now())
    empty_the_log()


def _dealt_out(batch: list[Row], here: Here, chosen: Chosen) -> tuple[list, list]:
    """Rows that become cards, with their index entries; rows that change one, with its person and how."""
    fresh, known = [], []
    for one in batch:
        if one.left_out:
            continue
        entries, choice = here.entries(one), chosen.of(one.number)
        if choice == BRING or not here.knows(entries):
            fresh.append((one, entries))
            here.add(entries)
        elif choice != LEAVE and (person := here.card_of(entries)):
            known.append((one, person, choice))
    return fresh, known


def undo(row: Import, *, keyring: Keyring) -> int:
    """Everybody it brought goes, and cards it changed say again what they said.

    Not those with whom something has happened since, or whose card was corrected. Returns how many stay.
    """
    if not row.may_be_undone:
        raise Refusal("too_late", _("An import can be taken back once, within 30 days. Nothing was changed."), 409)
    with transaction.atomic():
        stay = untouched_out_of(row, is_touched=True).count()
        gone = untouched_out_of(row)
        while ids := list(gone.values_list("person_id", flat=True)[:AT_ONCE]):
            Person.everybody.filter(id__in=ids).delete()
        stay += put_back(row, keyring)[1]
        Import.objects.filter(pk=row.pk).update(undone_at=now(), undone_by=keyring.member)
        note(keyring.member, "import_undone", row.id, count=row.brought + row.changed)
    empty_the_log()
    return stay


def untouched_out_of(row: Import, *, is_touched: bool = False):
    """Those of an import nobody has dealt with since; or the others."""
    people = Brought.objects.filter(by_import=row)
    dealt_with = people.filter(person__follow_ups__isnull=False) | people.filter(person__consents__isnull=False)
    dealt_with |= people.filter(person__merged_away__isnull=False) | people.filter(person__merged_into__isnull=False)
    dealt_with |= people.filter(person__in=_corrected_since(row))
    ids = dealt_with.values("pk")
    return people.filter(pk__in=ids) if is_touched else people.exclude(pk__in=ids)


def _corrected_since(row: Import) -> list[str]:
    lines = AuditEntry.objects.filter(group=row.group_id, what="card_corrected", at__gte=row.begun_at)
    return list(lines.values_list("about", flat=True))


def _write(row: Import, rows: list[tuple[Row, list[bytes]]], keyring: Keyring, tags: dict[str, Tag]) -> None:
    """As after an intake: sealed under the group's card key of today, and found by the index."""
    group, epoch, at = keyring.member.group_id, keyring.current_epoch, now()
    card_key, ids = keyring.card_key(epoch), [new_id() for _row in rows]
    people = [_person(id, one, group, at) for id, (one, _entries) in zip(ids, rows, strict=True)]
    Person.objects.bulk_create(people)
    Card.objects.bulk_create(
        [_card(id, one, group, card_key, epoch, at) for id, (one, _entries) in zip(ids, rows, strict=True)]
    )
    Brought.objects.bulk_create([Brought(group_id=group, by_import=row, person_id=id) for id in ids])
    IndexEntry.objects.bulk_create(
        IndexEntry(card_id=id, group_id=group, epoch=epoch, tag=tag)
        for id, (_row, entries) in zip(ids, rows, strict=True)
        for tag in dict.fromkeys(entries)
    )
    _write_tags(
        [(id, one.tags) for id, (one, _entries) in zip(ids, rows, strict=True) if one.tags], keyring.member, tags
    )
    recognise({id: (one.phone, one.email) for id, (one, _entries) in zip(ids, rows, strict=True)}, keyring)


def _person(id: uuid.UUID, row: Row, group: uuid.UUID, at: datetime) -> Person:
    met_at = datetime.combine(row.met_on, time(12), UTC) if row.met_on else at
    return Person(id=id, group_id=group, met_at=min(met_at, at), contact_fact=id, language=row.language)


def _card(id: uuid.UUID, row: Row, group: uuid.UUID, card_key: bytes, epoch: int, at: datetime) -> Card:
    data_key = new_key()
    texts = {name: getattr(row, name) for name in ("name", "phone", "email", "other", "note", "language")}
    plain = {"v": 1, **texts, "consents": [], "made_at": at.isoformat()}
    ct = seal_body(plain, CARD, id, data_key)
    intake = rewrap_symmetric(card_key, data_key, id)
    return Card(person_id=id, group_id=group, ct=ct, wraps_as_they_came=[], intake=intake, intake_epoch=epoch)


def _write_tags(tagged: list[tuple[uuid.UUID, list[str]]], by: Member, tags: dict[str, Tag]) -> None:
    rows = []
    for id, names in tagged:
        for folded, name in {name.casefold(): name for name in names}.items():
            if folded not in tags:
                defaults = {"name": name, "made_by": by}
                tags[folded], _made = Tag.objects.get_or_create(group_id=by.group_id, folded=folded, defaults=defaults)
            rows.append(Tagged(group_id=by.group_id, person_id=id, tag=tags[folded]))
    Tagged.objects.bulk_create(rows)
