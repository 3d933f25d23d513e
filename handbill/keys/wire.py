"""Reading the wire strictly: base64, ids and objects as SYNC.md writes them, or BadForm with the field."""

import base64
import binascii
import uuid

from handbill.keys.errors import BadForm


def to_base64(raw: bytes) -> str:
    """Standard base64 with padding, as the wire has it."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: object, field: str) -> bytes:
    """Standard alphabet, padding, nothing between, spare bits zero: one byte string has one spelling."""
    if not isinstance(text, str):
        raise BadForm(field)
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise BadForm(field) from None
    if to_base64(raw) != text:
        raise BadForm(field)
    return raw


def uuid_of(text: object, field: str) -> uuid.UUID:
    """An id in lower case with hyphens."""
    try:
        value = uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        value = None
    if value is None or str(value) != text:
        raise BadForm(field)
    return value


def members(value: object, place: str, names: set[str]) -> dict:
    """The object with exactly these members; an unknown or missing one is named. null counts as absent."""
    if not isinstance(value, dict):
        raise BadForm(place)
    prefix = "" if place == "sealed" else f"{place}."
    given = {name: member for name, member in value.items() if member is not None}
    for name in [*(given.keys() - names), *sorted(names - given.keys())]:
        raise BadForm(f"{prefix}{name or '?'}"[:80])
    return given
