"""The words of a next step: sealed to the texts key, opened for every member of the group."""

import json
import uuid
from collections.abc import Iterable

from handbill.accounts.keyring import Keyring
from handbill.followup.models import FollowUp
from handbill.keys.envelope import STEP, Sealed, open_sealed
from handbill.keys.errors import CannotOpen, KeysError
from handbill.keys.pairs import pair_of


def open_step_texts(rows: Iterable[FollowUp], keyring: Keyring | None) -> dict[uuid.UUID, str | None]:
    """The words by follow-up; None for one that does not open, nothing while locked."""
    if keyring is None:
        return {}
    pairs = {key_id: pair_of(secret) for key_id, secret in keyring.texts.items()}
    return {row.id: _open(bytes(row.step_text), pairs) for row in rows if row.step_text}


def _open(stored: bytes, pairs: dict) -> str | None:
    try:
        sealed = Sealed.from_wire(json.loads(stored))
        wrap = next((wrap for wrap in sealed.wraps if wrap.reader in pairs), None)
        if wrap is None:
            raise CannotOpen("no key for this text")
        return open_sealed(sealed, label=STEP, id=sealed.id, key_id=wrap.reader, pair=pairs[wrap.reader]).get("text")
    except KeysError:
        return None
