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
from handbill.exchange.models import Brought, Import
from handbill.exchange.reading import Row
from handbill.keys.aead import lock, new_key, open_locked
from handbill.keys.envelope import CARD, rewrap_symmetric, seal_body
from handbill.keys.errors import CannotOpen
from handbill.keys.index import address_entry, phone_entry
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


def bring_in(row: Import, rows: Iterable[Row], keyring: Keyring, *, also_known: bool) -> Iterator[tuple[int, int]]:
    """Yields (brought, left out) so far, a thousand rows at a time, each thousand whole. Done once the last one is told.

    Who is here already, by number or address, is left out unless `also_known`.
    """
    if not Import.objects.filter(pk=row.pk, begun_at=None).update(begun_at=now(), locked=None):
        raise Refusal("gone", _("This file was brought in already. Nothing was done twice."), 409)
    while intake_batch(keyring):
        pass
    note(keyring.member, "imported", row.id)
    there, tags, rows = _known(keyring), {}, iter(rows)
    while batch := list(islice(rows, AT_ONCE)):
        with own_turn(), transaction.atomic():
            fresh = [one for one in _with_entries(batch, keyring) if also_known or not there.intersection(one[1])]
            fresh = fresh if also_known else _once(fresh)
            there.update(entry for _row, entries in fresh for entry in entries)
            _write(row, fresh, keyring, tags)
            row.brought += len(fresh)
            row.left_out += len(batch) - len(fresh)
            row.save(update_fields=["brought", "left_out"])
        yield row.brought, row.left_out
    Import.objects.filter(pk=row.pk).update(done_at=now())


def undo(row: Import, *, by: Member) -> int:
    """Everybody it brought goes, except those with whom something has happened since. Returns how many stay."""
    if not row.may_be_undone:
        raise Refusal("too_late", _("An import can be taken back once, within 30 days. Nothing was changed."), 409)
    with transaction.atomic():
        stay = untouched_out_of(row, is_touched=True).count()
        gone = untouched_out_of(row)
        while ids := list(gone.values_list("person_id", flat=True)[:AT_ONCE]):
            Person.everybody.filter(id__in=ids).delete()
        Import.objects.filter(pk=row.pk).update(undone_at=now(), undone_by=by)
        note(by, "import_undone", row.id, count=row.brought)
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


def already_here(rows: Iterable[Row], keyring: Keyring) -> set[int]:
    """The numbers of those rows whose phone or e-mail is on a card, or in a row before."""
    seen, doubled = _known(keyring), set()
    for row, entries in _with_entries(rows, keyring):
        if seen.intersection(entries):
            doubled.add(row.number)
        seen.update(entries)
    return doubled


def _known(keyring: Keyring) -> set[bytes]:
    entries = IndexEntry.objects.filter(group=keyring.member.group_id, epoch=keyring.current_epoch)
    return {bytes(tag) for tag in entries.values_list("tag", flat=True).iterator(chunk_size=10_000)}


def _with_entries(rows: Iterable[Row], keyring: Keyring) -> list[tuple[Row, list[bytes]]]:
    key = keyring.index_key(keyring.current_epoch)
    return [(row, _entries(row, key)) for row in rows if not row.left_out]


def _entries(row: Row, key: bytes) -> list[bytes]:
    """As `people.tags.tags_under`, of a number that was read already: reading it again costs as much as sealing."""
    by_number = [phone_entry(key, row.phone)] if row.can_be_dialled else []
    return by_number + ([address_entry(key, row.email)] if row.email else [])


def _once(rows: list[tuple[Row, list[bytes]]]) -> list[tuple[Row, list[bytes]]]:
    seen: set[bytes] = set()
    kept = []
    for row, entries in rows:
        if not seen.intersection(entries):
            kept.append((row, entries))
        seen.update(entries)
    return kept


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
