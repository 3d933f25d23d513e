"""The two statements that stand between one mail and the next, in one commit: prepared text, since they run for each.

What came of the last one; and that the next one is being handed over, if this process may still send and they are still there.
"""

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db import connection, transaction

from handbill.mail.models import Mailing, Recipient, SealedAddress, Step


@dataclass(frozen=True)
class Line:
    """A recipient whose turn it is, as far as sending needs it."""

    id: uuid.UUID
    person_id: uuid.UUID
    group_id: uuid.UUID
    reference: str
    language: str
    tries: int
    locked: bytes = field(repr=False)


@dataclass(frozen=True)
class Addressed:
    """A recipient with name and address, for as long as the mail takes."""

    line: Line
    name: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True)
class Settled:
    """What came of one try. `step` is planned again where it will be tried later."""

    recipient: uuid.UUID
    step: str
    code: int | None = None
    status: str = ""
    not_before: datetime | None = None
    was_soft: bool = False
    is_its_doing: bool = True  # False: the server wanted nothing from anybody; the try does not count


def next_lines(mailing: Mailing, most: int, at: datetime) -> list[Line]:
    """Who is next: planned, not told to come later, and with an address."""
    planned = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED, address__isnull=False)
    ready = planned.exclude(not_before__gt=at).exclude(person=None).order_by("id")
    fields = ("id", "person_id", "group_id", "reference", "language", "tries", "address__locked")
    return [Line(*row) for row in ready.values_list(*fields)[:most]]


def go_on(settled: Settled | None, claim: uuid.UUID | None, mailing: uuid.UUID, holder: str, at: datetime) -> bool:
    """One transaction. False: the next one must not be sent: somebody paused it, another process took over, or they are gone.

    What came of the last one is kept in any case: it happened.
    """
    moment = _moment(at)
    with _commit() as execute:
        if settled:
            execute(_SETTLE, _settled_row(settled, moment))
        if claim is None:
            return False
        return bool(execute(_CLAIM, [moment, _id(Recipient, claim), _id(Mailing, mailing), holder]))


@contextlib.contextmanager
def _commit() -> Iterator[Callable[[str, list], int]]:
    """A transaction, and a function that does one statement and says how many rows it changed.

    On SQLite, outside of a transaction of Django's, by the bare connection: its own layers cost as much as the mail.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic(), connection.cursor() as cursor:
            yield lambda statement, row: (cursor.execute(statement, row), cursor.rowcount)[1]
        return
    connection.ensure_connection()
    bare = sqlite3.Connection.execute
    database = connection.connection
    bare(database, "BEGIN IMMEDIATE")
    try:
        yield lambda statement, row: bare(database, _marked(statement), row).rowcount
    except BaseException:
        bare(database, "ROLLBACK")
        raise
    bare(database, "COMMIT")


@cache
def _marked(statement: str) -> str:
    return statement.replace("%s", "?")


def beat(mailing: uuid.UUID, holder: str, at: datetime) -> bool:
    """Say that it is being sent. False: not by us any more."""
    return bool(Mailing.objects.filter(pk=mailing, holder=holder, state="running").update(beat_at=at))


def forget_settled(lines: list[Line]) -> None:
    """Destroy the locked lines of those among them who have it, or will not."""
    settled = [Step.SENT, Step.REFUSED, Step.LEFT_OUT]
    ids = [line.id for line in lines]
    SealedAddress.objects.filter(recipient__in=ids, recipient__step__in=settled).delete()


def _settled_row(one: Settled, moment) -> list:
    """Only where it is still this try that is open: somebody may have decided about it meanwhile."""
    settled_at = None if one.step == "planned" else moment
    not_before = _moment(one.not_before) if one.not_before else None
    told = [one.step, one.code, one.status, not_before, settled_at, one.was_soft]
    return [*told, 0 if one.is_its_doing else 1, _id(Recipient, one.recipient)]


_RECIPIENT, _MAILING = (model._meta.db_table for model in (Recipient, Mailing))
_CLAIM = (
    f"UPDATE {_RECIPIENT} SET step = 'sending', tried_at = %s, tries = tries + 1 "  # noqa: S608  our own names
    "WHERE id = %s AND step = 'planned' AND person_id IS NOT NULL AND EXISTS "
    f"(SELECT 1 FROM {_MAILING} WHERE id = %s AND holder = %s AND state = 'running')"
)
_SETTLE = (
    f"UPDATE {_RECIPIENT} SET step = %s, code = %s, status = %s, not_before = %s, settled_at = %s, was_soft = %s, "  # noqa: S608
    "tries = tries - %s WHERE id = %s AND step IN ('sending', 'unknown')"
)


def _moment(at: datetime):
    return connection.ops.adapt_datetimefield_value(at)


def _id(model, id: uuid.UUID):
    return model._meta.pk.get_db_prep_value(id, connection, prepared=False)
