"""The ledger as the database keeps it, for filing: a few statements a batch, whatever the database is.

Raw SQL, since a model instance for each of 500 facts costs more than filing them. Ids are 16 bytes on this side and
`uuid` in PostgreSQL; everything else reads facts through the models.
"""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db import connection

COLUMNS = (
    ("id", "uuid"),
    ("group_id", "uuid"),
    ("kind", "text"),
    ("outing_id", "uuid"),
    ("phone_id", "uuid"),
    ("by_id", "uuid"),
    ("made_at", "timestamptz"),
    ("received_at", "timestamptz"),
    ("happened_at", "timestamptz"),
    ("content_hash", "bytea"),
    ("body", "text"),
    ("of", "uuid"),
    ("person", "uuid"),
    ("copies", "int4"),
    ("for_friend", "int4"),
)
READ = '"id", kind, outing_id, phone_id, "of", person, copies, for_friend, body'
_NAMES = ", ".join(f'"{name}"' for name, _type in COLUMNS)


@dataclass(slots=True)
class Row:
    """A fact that was judged good, on its way in."""

    id: bytes
    kind: str
    outing_id: bytes
    phone_id: bytes | None
    by_id: bytes | None
    made_at: datetime
    instant: str
    happened_at: datetime
    content_hash: bytes
    fields: dict
    body: str = "{}"
    of: bytes | None = None
    person: bytes | None = None
    copies: int = 0
    for_friend: int = 0


@dataclass(slots=True)
class Read:
    """A fact that is there, as little of it as counting needs."""

    id: bytes
    kind: str
    outing_id: bytes
    phone_id: bytes | None
    of: bytes | None
    person: bytes | None
    copies: int
    for_friend: int
    fields: dict = field(default_factory=dict)


def insert(rows: Sequence[Row], group_id: uuid.UUID, received_at: datetime) -> None:
    """Add rows, plainly: one that breaks a constraint breaks the transaction."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _insert_arrays(cursor, rows, group_id, received_at)
        else:
            _insert_together(cursor, rows, group_id.bytes, _sqlite_moment(received_at), received_at)


def hashes_of(group_id: uuid.UUID, ids: Collection[bytes]) -> dict[bytes, bytes]:
    """The content's hash of those of these facts that are there."""
    rows = _ask('"id", content_hash', 'group_id = {} AND "id" {}', group_id, ids)
    return {in16(id): bytes(hashed) for id, hashed in rows}


def with_ids(group_id: uuid.UUID, ids: Collection[bytes]) -> list[Read]:
    return [_read(row) for row in _ask(READ, 'group_id = {} AND "id" {}', group_id, ids)]


def pointing_at(group_id: uuid.UUID, ids: Collection[bytes]) -> list[Read]:
    """Details and retractions of these facts."""
    return [_read(row) for row in _ask(READ, 'group_id = {} AND "of" {}', group_id, ids)]


def of_outing(outing_id: uuid.UUID) -> list[Read]:
    return [_read(row) for row in _ask(READ, "outing_id = {}", outing_id)]


def of_stacks(outing_id: uuid.UUID, phone_ids: Collection[bytes]) -> list[Read]:
    """The facts of these phones at an outing, and the desk's."""
    return [
        _read(row) for row in _ask(READ, "outing_id = {} AND (phone_id {} OR phone_id IS NULL)", outing_id, phone_ids)
    ]


def to_database(id: bytes | None):
    """An id as this database's parameters want it."""
    return id if id is None or connection.vendor != "postgresql" else uuid.UUID(bytes=id)


def _ask(columns: str, condition: str, owner: uuid.UUID, ids: Collection[bytes] | None = None) -> list[tuple]:
    if ids is not None and not ids:
        return []
    is_postgresql = connection.vendor == "postgresql"
    values = [to_database(owner.bytes)]
    if ids is not None:
        values += [[to_database(id) for id in ids]] if is_postgresql else ids
    among = "= ANY(%s)" if is_postgresql else f"IN ({', '.join(['%s'] * len(ids or ()))})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM facts_fact WHERE {condition.format('%s', among)}", values)  # noqa: S608
        return cursor.fetchall()


def _read(row: tuple) -> Read:
    id, kind, outing_id, phone_id, of, person, copies, for_friend, body = row
    fields = json.loads(body) if body != "{}" else {}
    return Read(in16(id), kind, in16(outing_id), in16(phone_id), in16(of), in16(person), copies, for_friend, fields)


def in16(id) -> bytes | None:
    """An id as this database returned it."""
    return id.bytes if isinstance(id, uuid.UUID) else id


def _insert_together(cursor, rows, group_id: bytes, received: str, received_at: datetime) -> None:
    """One statement, not executemany: that would let other threads in between after every row, and wait for each."""
    values: list = []
    for row in rows:
        values += (
            row.id,
            group_id,
            row.kind,
            row.outing_id,
            row.phone_id,
            row.by_id,
            row.instant,
            received,
            received if row.happened_at is received_at else _happened(row),
            row.content_hash,
            row.body,
            row.of,
            row.person,
            row.copies,
            row.for_friend,
        )
    cursor.execute(_insertion(len(rows)), values)


@lru_cache(maxsize=64)
def _insertion(rows: int) -> str:
    marks = f"({', '.join(['%s'] * len(COLUMNS))})"
    return f"INSERT INTO facts_fact ({_NAMES}) VALUES {', '.join([marks] * rows)}"  # noqa: S608  our own names


def _insert_arrays(cursor, rows, group_id: uuid.UUID, received_at: datetime) -> None:
    same = {"group_id": group_id, "received_at": received_at}
    arrays = []
    for name, kind in COLUMNS:
        values = [same[name]] * len(rows) if name in same else [getattr(row, name) for row in rows]
        arrays.append(values if kind != "uuid" or name in same else [to_database(value) for value in values])
    marks = ", ".join(f"%s::{kind}[]" for _name, kind in COLUMNS)
    cursor.execute(f"INSERT INTO facts_fact ({_NAMES}) SELECT * FROM unnest({marks})", arrays)  # noqa: S608


def _happened(row: Row) -> str:
    return row.instant if row.happened_at is row.made_at else _sqlite_moment(row.happened_at)


def _sqlite_moment(moment: datetime) -> str:
    """A moment in UTC as Django's SQLite backend writes it, without asking it 1,000 times a batch."""
    return moment.replace(tzinfo=None).isoformat(" ")
