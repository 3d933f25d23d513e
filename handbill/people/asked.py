"""What people asked for on their own pages: organisers read it and say when it is answered."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.accounts.readers import card_reader
from handbill.base.clock import now
from handbill.keys.envelope import NOTE, Sealed, open_body, unwrap_key, wrap_key
from handbill.keys.errors import CannotOpen, KeysError
from handbill.people.models import Asked
from handbill.people.opening import pairs_of


def open_corrections(rows: Iterable[Asked], keyring: Keyring | None) -> dict[uuid.UUID, str | None]:
    """The words by id; None for what this keyring does not open, nothing while locked."""
    if keyring is None:
        return {}
    pairs = pairs_of(keyring)
    return {row.id: _words(row, pairs) for row in rows if row.sealed}


@transaction.atomic
def answer(row: Asked, *, by: Member) -> bool:
    """It is done, and the words go: what was right in them stands on the card now. False where somebody did it before."""
    is_first = bool(Asked.objects.open().filter(id=row.id).update(done_at=now(), done_by=by, sealed=None))
    if is_first:
        note(by, "answered_what_was_asked", row.person_id)
    return is_first


def carry_over(keyring: Keyring) -> int:
    """After a change of keys: what was sealed to the old key is sealed to the new one as well, while the old one opens."""
    if not keyring.current_epoch:
        return 0
    reader, pairs = card_reader(keyring.member.group), pairs_of(keyring)
    carried = 0
    for row in Asked.objects.visible_to(keyring.member).open().exclude(sealed=None):
        sealed = Sealed.from_wire(row.sealed)
        data_key = None if sealed.wrap_for(reader.key_id) else _data_key(sealed, pairs)
        if data_key:
            moved = Sealed(sealed.id, sealed.ct, (wrap_key(data_key, sealed.id, reader),))
            carried += Asked.objects.filter(id=row.id).update(sealed=moved.to_wire())
    return carried


def _words(row: Asked, pairs: dict) -> str | None:
    try:
        sealed = Sealed.from_wire(row.sealed)
        data_key = _data_key(sealed, pairs)
        words = open_body(sealed.ct, NOTE, row.id, data_key).get("text") if data_key else None
    except KeysError:
        return None
    return words if isinstance(words, str) else None


def _data_key(sealed: Sealed, pairs: dict) -> bytes | None:
    for wrap in sealed.wraps:
        if wrap.reader in pairs:
            try:
                return unwrap_key(wrap.box, sealed.id, pairs[wrap.reader])
            except CannotOpen:
                continue
    return None
