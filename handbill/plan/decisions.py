"""Opening the words of decisions in an unlocked session."""

import json
import uuid
from collections.abc import Iterable

from handbill.keys import envelope
from handbill.keys.errors import KeysError
from handbill.keys.pairs import pair_of
from handbill.plan.models import Decision


def open_texts(decisions: Iterable[Decision], keyring) -> dict[uuid.UUID, str | None]:
    """The words by decision id; None where they do not open, everywhere without a keyring, and for viewers."""
    may_read = keyring is not None and keyring.member.may_note
    pairs = {key_id: pair_of(secret) for key_id, secret in keyring.texts.items()} if may_read else {}
    return {decision.id: _open(decision, pairs) for decision in decisions}


def _open(decision: Decision, pairs: dict) -> str | None:
    try:
        sealed = envelope.Sealed.from_wire(json.loads(bytes(decision.sealed)))
        wrap = next((wrap for wrap in sealed.wraps if wrap.reader in pairs), None)
        if wrap is None:
            return None
        plain = envelope.open_sealed(
            sealed, label=envelope.DECISION, id=decision.sealed_id, key_id=wrap.reader, pair=pairs[wrap.reader]
        )
    except (KeysError, ValueError):
        return None
    return str(plain.get("text", ""))
