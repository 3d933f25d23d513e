"""A fact as it arrives: whatever JSON value stood in the list, read as far as it can be."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from handbill.facts.canonical import content_hash
from handbill.facts.fields import ID, MADE_ID, parsed_moment

FIELDS = frozenset({"id", "kind", "outing", "made_at", "body"})


@dataclass(slots=True)
class Incoming:
    """`raw` is the entry; `id` None when it has no usable one; `person` only of a contact."""

    raw: object
    id: uuid.UUID | None
    kind: object = None
    outing: object = None
    made_at: datetime | object = None
    body: object = None
    hash: bytes = b""
    person: uuid.UUID | None = None

    def as_text(self) -> str:
        return json.dumps(self.raw, separators=(",", ":"))


def read_entry(raw: object) -> Incoming:
    """Reads without judging; `hash` is over the content however odd it is."""
    text = raw.get("id") if isinstance(raw, dict) else None
    if not isinstance(text, str) or not MADE_ID.fullmatch(text) or getattr(raw, "name", "") == "id":
        return Incoming(raw, None)
    kind, outing, made_at, body = raw.get("kind"), raw.get("outing"), raw.get("made_at"), raw.get("body")
    instant = parsed_moment(made_at) or made_at
    hashed = content_hash(kind, outing, instant, body)
    return Incoming(raw, uuid.UUID(text), kind, outing, instant, body, hashed, _card_of(kind, body))


def _card_of(kind: object, body: object) -> uuid.UUID | None:
    if kind != "contact" or not isinstance(body, dict):
        return None
    person = body.get("person")
    return uuid.UUID(person) if isinstance(person, str) and ID.fullmatch(person) else None
