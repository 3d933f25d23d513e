"""What somebody finds who carries the database away: its file, its write-ahead log; or all rows, where it is no file."""

import base64
from pathlib import Path

from django.db import connection


def database_bytes() -> bytes:
    """Every byte of the database that lies on disk now."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        return b"".join(file.read_bytes() for file in sorted(name.parent.glob(f"{name.name}*")))
    return b"\n".join(_rows())


def _rows():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from (row[0].encode() for row in cursor.fetchall())


def lies_there(wanted: str | bytes, bytes_found: bytes) -> bool:
    """Whether it is found as it is, in UTF-16, in hex, or in base64 at any of the three alignments."""
    raw = wanted.encode() if isinstance(wanted, str) else bytes(wanted)
    forms = [raw, raw.hex().encode(), raw.hex().upper().encode(), *_in_base64(raw)]
    if isinstance(wanted, str):
        forms.append(wanted.encode("utf-16-le"))
    return any(form in bytes_found for form in forms)


def _in_base64(raw: bytes):
    for shift in range(3):
        text = base64.b64encode(bytes(shift) + raw)
        yield text[(0, 2, 3)[shift] : len(text) - 4]
