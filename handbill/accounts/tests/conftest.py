"""What the tests of this room share: the rows as a thief of the database reads them."""

import pytest
from django.core.cache import cache
from django.db import connection

from handbill.base import limits


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db):
    limits.forget()
    cache.clear()


@pytest.fixture
def stolen(db):
    """A function that gives every value of every table, as one string of bytes."""

    def read() -> bytes:
        values = []
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                values += [value for row in cursor.fetchall() for value in row if value is not None]
        return b"\n".join(as_bytes(value) for value in values)

    return read


def as_bytes(value) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def spellings(secret: bytes) -> list[bytes]:
    """How 32 bytes could lie in a row: raw, hex, base64 of both kinds."""
    import base64

    return [
        secret,
        secret.hex().encode(),
        base64.b64encode(secret).rstrip(b"="),
        base64.urlsafe_b64encode(secret).rstrip(b"="),
    ]
