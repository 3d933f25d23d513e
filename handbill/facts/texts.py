"""Texts of the group that are no cards: questions heard, remarks, places, notes. Sealed to the texts key."""

import uuid
from collections.abc import Iterable

from handbill.accounts.models import Group
from handbill.accounts.readers import texts_reader
from handbill.facts.models import SealedText
from handbill.keys import envelope
from handbill.keys.envelope import Sealed
from handbill.keys.errors import BadForm, CannotOpen
from handbill.keys.pairs import Pair, pair_of


def seal_text(text: str, label: str, group: Group, id: uuid.UUID) -> Sealed:
    """Seal a text for every member of the group. Raises keys.errors.TooLong over 4096 bytes."""
    return envelope.seal({"v": 1, "text": text}, label=label, id=id, readers=[texts_reader(group)])


def open_texts(texts: Iterable[SealedText], keyring) -> dict[uuid.UUID, str | None]:
    """The words by the text's id; None for one that does not open, and for all without a keyring."""
    pairs = {key_id: pair_of(secret) for key_id, secret in keyring.texts.items()} if keyring else {}
    return {text.id: _open(text, pairs) for text in texts}


def _open(text: SealedText, pairs: dict[uuid.UUID, Pair]) -> str | None:
    try:
        sealed = as_sealed(text)
        wrap = next((wrap for wrap in sealed.wraps if wrap.reader in pairs), None)
        if wrap is None:
            return None
        plain = envelope.open_sealed(sealed, label=text.label, id=text.id, key_id=wrap.reader, pair=pairs[wrap.reader])
    except (CannotOpen, BadForm):
        return None
    words = plain.get("text")
    return words if isinstance(words, str) else None


def as_sealed(text: SealedText) -> Sealed:
    return Sealed.from_wire(as_wire(text))


def as_wire(text: SealedText) -> dict:
    """SEALED as it came."""
    return {"id": str(text.id), "ct": envelope.wire.to_base64(bytes(text.ct)), "wraps": text.wraps}
