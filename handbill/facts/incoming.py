"""A fact as it arrives: whatever JSON value stood in the list, read as far as it can be without the database.

Ids are their 16 bytes from here to the ledger: they hash and compare five times as fast as uuid.UUID, and a batch does
little else.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from handbill.base.wire import Doubled
from handbill.facts.canonical import canonical_json, hash_of, odd_hash
from handbill.facts.fields import ID, MADE_ID, BadFact, Notes, id_of, moment_of, parsed_moment
from handbill.facts.kinds import KINDS, Kind, check_body

FIELDS = frozenset({"id", "kind", "outing", "made_at", "body"})
NO_NOTES = Notes()


@dataclass(slots=True)
class Incoming:
    """`raw` is the entry; `id` None when it has no usable one; `bad` the sentence why it is no good, if it is not."""

    raw: object
    id: bytes | None = None
    text: str | None = None  # the id as it came
    kind: Kind | None = None
    outing: object = None
    made_at: datetime | None = None
    instant: str | None = None  # made_at in UTC, as SQLite keeps it
    body: object = None
    spelt: str = "{}"  # the body in its one spelling
    hash: bytes = b""
    person: bytes | None = None  # of a contact
    notes: Notes = NO_NOTES
    bad: str = ""

    def as_text(self) -> str:
        return json.dumps(self.raw, separators=(",", ":"))


def read_entry(raw: object, is_desk: bool) -> Incoming:
    """Reads without judging; the hash is over the content however odd it is."""
    text = raw.get("id") if isinstance(raw, dict) else None
    if type(text) is not str or not MADE_ID.fullmatch(text) or (type(raw) is Doubled and raw.name == "id"):
        return Incoming(raw)
    name, outing, made_at, body = raw.get("kind"), raw.get("outing"), raw.get("made_at"), raw.get("body")
    moment = parsed_moment(made_at)
    instant = moment.replace(tzinfo=None).isoformat(" ") if moment else None
    spelt = canonical_json(body) if body != {} else "{}"
    kind = KINDS.get(name) if type(name) is str else None
    if kind and instant and is_id(outing):
        hashed = hash_of(f'["{name}","{outing}","{instant}",{spelt}]')
    else:
        hashed = odd_hash(name, outing, made_at if instant is None else {"utc": instant}, spelt)
    if kind and kind.is_desk_only and not is_desk:
        kind = None
    entry = Incoming(raw, id16(text), text, kind, outing, moment, instant, body, spelt, hashed)
    if name == "contact":
        entry.person = _card_of(body)
    if kind:
        _check(entry, made_at)
    return entry


def is_id(value: object) -> bool:
    return type(value) is str and _is_id(value)


@lru_cache(maxsize=256)
def _is_id(text: str) -> bool:
    """Remembered, since every fact of a batch names the same outing."""
    return ID.fullmatch(text) is not None


def id16(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))


def _card_of(body: object) -> bytes | None:
    person = body.get("person") if isinstance(body, dict) else None
    return id16(person) if isinstance(person, str) and ID.fullmatch(person) else None


def _check(entry: Incoming, made_at: object) -> None:
    """Everything about the form, in the order of the fields; the first that is bad is named."""
    try:
        _check_frame(entry.raw)
        if not is_id(entry.outing):
            id_of(entry.outing, "outing")
        if entry.made_at is None:
            moment_of(made_at, "made_at")
        if entry.spelt != "{}" or entry.kind.needs:
            entry.notes = check_body(entry.kind, entry.body)
    except BadFact as error:
        entry.bad = error.sentence


def _check_frame(raw: dict) -> None:
    if type(raw) is Doubled:
        raise BadFact(_("The field {field} stands there twice.").format(field=raw.name[:80]))
    if raw.keys() <= FIELDS:
        return
    for name, value in raw.items():
        if name not in FIELDS and value is not None:
            raise BadFact(_("There is no field {field} here.").format(field=name[:80]))


def uuid_of(id: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=id)
