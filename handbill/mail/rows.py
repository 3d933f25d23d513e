"""The three statements that stand between one mail and the next, in one commit: prepared text, since they run for each.

What came of the last one, that this process may still send, and that the next one is being handed over.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from handbill.mail.models import Mailing, Recipient, SealedAddress


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


def go_on(settled: Settled | None, claim: uuid.UUID | None, mailing: uuid.UUID, holder: str, at: datetime) -> bool:
    """One transaction. False: somebody paused it or another process took over, or the next one is not there any more.

    What came of the last one is kept in any case: it happened.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if settled:
            _settle(cursor, settled, at)
        cursor.execute(_BEAT, [_moment(at), _id(Mailing, mailing), holder])
        if not cursor.rowcount or claim is None:
            return bool(cursor.rowcount)
        cursor.execute(_CLAIM, [_moment(at), _id(Recipient, claim)])
        return bool(cursor.rowcount)


def _settle(cursor, one: Settled, at: datetime) -> None:
    """Only where it is still this try that is open: somebody may have decided about it meanwhile."""
    is_open = one.step == "planned"
    row = [
        one.step,
        one.code,
        one.status,
        _moment(one.not_before),
        None if is_open else _moment(at),
        one.was_soft,
        0 if one.is_its_doing else 1,
    ]
    cursor.execute(_SETTLE, [*row, _id(Recipient, one.recipient)])
    if cursor.rowcount and not is_open and one.step != "unknown":
        cursor.execute(_FORGET, [_id(Recipient, one.recipient)])


_RECIPIENT, _MAILING, _ADDRESS = (model._meta.db_table for model in (Recipient, Mailing, SealedAddress))
_BEAT = f"UPDATE {_MAILING} SET beat_at = %s WHERE id = %s AND holder = %s AND state = 'running'"  # noqa: S608  our own names
_CLAIM = (
    f"UPDATE {_RECIPIENT} SET step = 'sending', tried_at = %s, tries = tries + 1 "  # noqa: S608
    "WHERE id = %s AND step = 'planned' AND person_id IS NOT NULL"
)
_SETTLE = (
    f"UPDATE {_RECIPIENT} SET step = %s, code = %s, status = %s, not_before = %s, settled_at = %s, was_soft = %s, tries = tries - %s "  # noqa: S608
    "WHERE id = %s AND step IN ('sending', 'unknown')"
)
_FORGET = f"DELETE FROM {_ADDRESS} WHERE recipient_id = %s"  # noqa: S608


def _moment(at: datetime | None):
    return connection.ops.adapt_datetimefield_value(at)


def _id(model, id: uuid.UUID):
    return model._meta.pk.get_db_prep_value(id, connection, prepared=False)
