"""What a database holds, as one number a table: equal on SQLite and PostgreSQL where every row is equal, in whatever order they come."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import models

ROWS_AT_ONCE = 1000


def digest_of(
    model: type[models.Model], alias: str, told: Callable[[int], None] = lambda rows: None
) -> tuple[int, str]:
    """(rows, hex digest) of a table of the database `alias`.

    The digest is the sum, modulo 2^256, of the SHA-256 of each row as canonical JSON: databases sort texts in different ways.
    """
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(alias).order_by().values_list(*names)
    total, count = 0, 0
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        text = json.dumps([_canonical(value) for value in row], sort_keys=True)
        total += int.from_bytes(hashlib.sha256(text.encode()).digest())
        count += 1
        if count % ROWS_AT_ONCE == 0:
            told(count)
    return count, f"{total % 2**256:064x}"


def _canonical(value):
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (str, int, float, list, dict)) or value is None:
        return value
    return str(value)
