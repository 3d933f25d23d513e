"""Rows of the ledger on their way into the database: one statement a batch, whatever the database is.

Raw SQL, since a model instance for each of 500 facts costs more than filing them.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from handbill.accounts.models import Group

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
_NAMES = ", ".join(f'"{name}"' for name, _type in COLUMNS)


@dataclass(slots=True)
class Row:
    """A fact that was judged good. `fields` is its body as values, `body` the text that is kept."""

    id: uuid.UUID
    kind: str
    outing_id: uuid.UUID
    phone_id: uuid.UUID | None
    by_id: uuid.UUID | None
    made_at: datetime
    happened_at: datetime
    content_hash: bytes
    fields: dict
    body: str = "{}"
    of: uuid.UUID | None = None
    person: uuid.UUID | None = None
    copies: int = 0
    for_friend: int = 0


def insert(rows: Sequence[Row], group: Group, received_at: datetime) -> None:
    """Add rows, plainly: one that breaks a constraint breaks the transaction."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _insert_arrays(cursor, rows, group, received_at)
        else:
            _insert_each(cursor, rows, group, received_at)


def _insert_each(cursor, rows, group, received_at):
    marks = ", ".join(["%s"] * len(COLUMNS))
    group_id, received = group.id.bytes, _sqlite_moment(received_at)
    values = [
        (
            row.id.bytes,
            group_id,
            row.kind,
            row.outing_id.bytes,
            row.phone_id and row.phone_id.bytes,
            row.by_id and row.by_id.bytes,
            _sqlite_moment(row.made_at),
            received,
            received if row.happened_at is received_at else _sqlite_moment(row.happened_at),
            row.content_hash,
            row.body,
            row.of and row.of.bytes,
            row.person and row.person.bytes,
            row.copies,
            row.for_friend,
        )
        for row in rows
    ]
    cursor.executemany(f"INSERT INTO facts_fact ({_NAMES}) VALUES ({marks})", values)  # noqa: S608  our own names


def _insert_arrays(cursor, rows, group, received_at):
    same = {"group_id": group.id, "received_at": received_at}
    arrays = [[same[name]] * len(rows) if name in same else [getattr(row, name) for row in rows] for name, _ in COLUMNS]
    marks = ", ".join(f"%s::{kind}[]" for _name, kind in COLUMNS)
    cursor.execute(f"INSERT INTO facts_fact ({_NAMES}) SELECT * FROM unnest({marks})", arrays)  # noqa: S608


def _sqlite_moment(moment: datetime) -> str:
    """As Django's SQLite backend writes it, without asking it 1,500 times a batch."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))
