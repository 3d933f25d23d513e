"""The envelope of a card or a text: sealed once, opened by its readers, told apart by label and id.

    ct   = 01 | nonce24 | XChaCha20-Poly1305(data key, pad256(JSON), aad = label | id16)     41 + 256 k bytes
    wrap = crypto_box_seal(01 | id16 | data key, reader's public key)                        97 bytes
    symmetric wrap (made at intake) = 01 | nonce24 | XChaCha20-Poly1305(card key, data key, aad = id16)   73 bytes

Formats: KEYS.md 'Envelope' and SYNC.md 'SEALED'; the ciphers are libsodium's. pad256 is the UTF-8 JSON followed by
spaces to the next multiple of 256 bytes, so that a length tells next to nothing.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handbill.keys import wire
from handbill.keys.aead import KEY_BYTES, OVERHEAD, VERSION, lock, new_key, open_locked
from handbill.keys.errors import BadForm, CannotOpen, TooLong
from handbill.keys.pairs import Pair, Reader, box_to, unbox

CARD, QUESTION, REMARK, PLACE = "hb-card-1", "hb-question-1", "hb-remark-1", "hb-place-1"
STEP, ATTEMPT, DECISION, NOTE = "hb-step-1", "hb-attempt-1", "hb-decision-1", "hb-note-1"
LABELS = frozenset({CARD, QUESTION, REMARK, PLACE, STEP, ATTEMPT, DECISION, NOTE})

BLOCK = 256
LONGEST = 4096
WRAP_BYTES = 48 + 1 + 16 + KEY_BYTES
SYMMETRIC_BYTES = OVERHEAD + KEY_BYTES
MOST_WRAPS = 4


@dataclass(frozen=True)
class Wrap:
    """The data key of one sealed value, boxed (97 bytes) for the key with the id `reader`."""

    reader: uuid.UUID
    box: bytes


@dataclass(frozen=True)
class Sealed:
    """A sealed value as it travels and lies on disk: its id, the cipher text, 1 to 4 wraps."""

    id: uuid.UUID
    ct: bytes
    wraps: tuple[Wrap, ...]

    def to_wire(self) -> dict:
        """SYNC's SEALED: `{"id", "ct", "wraps": [{"for", "wrap"}]}`, binary as standard base64 with padding."""
        wraps = [{"for": str(wrap.reader), "wrap": wire.to_base64(wrap.box)} for wrap in self.wraps]
        return {"id": str(self.id), "ct": wire.to_base64(self.ct), "wraps": wraps}

    @classmethod
    def from_wire(cls, value: object) -> "Sealed":
        """Reads SEALED strictly, form included. Raises BadForm with the field, e.g. `wraps[0].for`."""
        fields = wire.members(value, "sealed", {"id", "ct", "wraps"})
        if not isinstance(fields["wraps"], list):
            raise BadForm("wraps")
        wraps = tuple(_wrap_from_wire(entry, f"wraps[{n}]") for n, entry in enumerate(fields["wraps"]))
        sealed = cls(wire.uuid_of(fields["id"], "id"), wire.from_base64(fields["ct"], "ct"), wraps)
        check_form(sealed)
        return sealed

    def wrap_for(self, key_id: uuid.UUID) -> Wrap | None:
        return next((wrap for wrap in self.wraps if wrap.reader == key_id), None)


def check_form(sealed: Sealed) -> None:
    """What a server without keys can know: version, lengths, number of wraps, no reader twice. Raises BadForm."""
    body = len(sealed.ct) - OVERHEAD
    if sealed.ct[:1] != VERSION or not BLOCK <= body <= LONGEST or body % BLOCK:
        raise BadForm("ct")
    if not 1 <= len(sealed.wraps) <= MOST_WRAPS:
        raise BadForm("wraps")
    seen = set()
    for n, wrap in enumerate(sealed.wraps):
        if len(wrap.box) != WRAP_BYTES:
            raise BadForm(f"wraps[{n}].wrap")
        if wrap.reader in seen:
            raise BadForm(f"wraps[{n}].for")
        seen.add(wrap.reader)


def seal(plain: Mapping, *, label: str, id: uuid.UUID, readers: Sequence[Reader]) -> Sealed:
    """Seals a JSON object to 1 to 4 readers under a fresh data key.

    Raises TooLong over 4096 bytes of JSON, ValueError for an unknown label, a wrong number of readers or a bad key.
    """
    if not 1 <= len(readers) <= MOST_WRAPS or len({reader.key_id for reader in readers}) != len(readers):
        raise ValueError("a sealed value has 1 to 4 different readers")
    data_key = new_key()
    ct = seal_body(plain, label, id, data_key)
    return Sealed(id, ct, tuple(wrap_key(data_key, id, reader) for reader in readers))


def open_sealed(sealed: Sealed, *, label: str, id: uuid.UUID, key_id: uuid.UUID, pair: Pair) -> dict:
    """The plain object, for the reader with the key `key_id`. `id` is the one expected here, not the one delivered.

    Raises CannotOpen when there is no wrap for that key, or anything does not fit.
    """
    wrap = sealed.wrap_for(key_id)
    if wrap is None or sealed.id != id:
        raise CannotOpen("not sealed to this key under this id")
    return open_body(sealed.ct, label, id, unwrap_key(wrap.box, id, pair))


def wrap_key(data_key: bytes, id: uuid.UUID, reader: Reader) -> Wrap:
    """A wrap for one more reader (hand-over, assignment): the card itself is not touched."""
    if len(data_key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    return Wrap(reader.key_id, box_to(reader.public, VERSION + id.bytes + data_key))


def unwrap_key(box: bytes, id: uuid.UUID, pair: Pair) -> bytes:
    """The data key out of a wrap. Raises CannotOpen, also when the wrap belongs to another id."""
    plain = unbox(box, pair)
    head = VERSION + id.bytes
    if len(plain) != len(head) + KEY_BYTES or plain[: len(head)] != head:
        raise CannotOpen("the wrap of another card")
    return plain[len(head) :]


def rewrap_symmetric(card_key: bytes, data_key: bytes, id: uuid.UUID) -> bytes:
    """The group's wrap after intake (73 bytes): opening it costs microseconds instead of a curve operation."""
    if len(data_key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    return lock(card_key, data_key, id.bytes)


def open_symmetric(card_key: bytes, wrap: bytes, id: uuid.UUID) -> bytes:
    """The data key out of a symmetric wrap. Raises CannotOpen."""
    return open_locked(card_key, wrap, id.bytes)


def seal_body(plain: Mapping, label: str, id: uuid.UUID, data_key: bytes) -> bytes:
    """The ct of a plain object; a corrected card is sealed anew under its old data key, so its wraps stay."""
    return lock(data_key, pad256(_to_json(plain)), _context(label, id))


def open_body(ct: bytes, label: str, id: uuid.UUID, data_key: bytes) -> dict:
    """The plain object of a ct. Raises CannotOpen, also when what was sealed is no JSON object."""
    return read_body(open_text(ct, label, id, data_key))


def open_text(ct: bytes, label: str, id: uuid.UUID, data_key: bytes) -> bytes:
    """The padded JSON of a ct, not yet read. Raises CannotOpen."""
    return open_locked(data_key, ct, _context(label, id))


def open_many(
    rows: Iterable[tuple[uuid.UUID, bytes, bytes]], card_key: bytes
) -> Iterable[tuple[uuid.UUID, dict | None]]:
    """Opens cards after intake, one after another: rows of (id, ct, symmetric wrap) to (id, plain or None).

    None stands for a card that does not open; one bad row must not hide the others.
    """
    for id, ct, wrap in rows:
        try:
            yield id, open_body(ct, CARD, id, open_symmetric(card_key, wrap, id))
        except CannotOpen:
            yield id, None


def pad256(text: bytes) -> bytes:
    """The text and spaces behind it up to a multiple of 256 bytes. Raises TooLong over 4096."""
    if len(text) > LONGEST:
        raise TooLong("longer than 4096 bytes")
    return text + b" " * (-len(text) % BLOCK)


def _context(label: str, id: uuid.UUID) -> bytes:
    if label not in LABELS:
        raise ValueError("unknown label")
    return label.encode("ascii") + id.bytes


def _to_json(plain: Mapping) -> bytes:
    text = json.dumps(dict(plain), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")  # half a surrogate pair, a broken emoji, becomes a question mark


def read_body(text: bytes) -> dict:
    """The plain object of an opened text. Raises CannotOpen when it is no JSON object."""
    try:
        value = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
        if b"\\u" in text:  # escapes can smuggle in half a surrogate pair, which no page could print
            value = json.loads(_to_json(value))
    except (ValueError, TypeError, RecursionError):
        raise CannotOpen("what was sealed is no JSON object") from None
    if not isinstance(value, dict):
        raise CannotOpen("what was sealed is no JSON object")
    return value


def _no_constant(name: str):
    raise ValueError(f"{name} is no JSON")


def _wrap_from_wire(value: object, place: str) -> Wrap:
    fields = wire.members(value, place, {"for", "wrap"})
    return Wrap(wire.uuid_of(fields["for"], f"{place}.for"), wire.from_base64(fields["wrap"], f"{place}.wrap"))
