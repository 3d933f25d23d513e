"""A whole instance as one documented file (docs/export.md): a zip of JSON lines, a table each, with long bytes beside them.

Cards are sealed in it as they are in the database. Each table's digest stands in manifest.json, and reading compares it.
"""

import base64
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, models, transaction

from handbill import __version__
from handbill.base.clock import now
from handbill.base.instance import ERASED_FILE, SECRET_FILE, Unusable
from handbill.desk.commands.digests import digest_of
from handbill.desk.commands.snapshot import copied_models, raise_sequences

FORMAT = "handbill-export-1"
LONG = 16 * 1024  # bytes of a value that lie in a file of their own
ROWS_AT_ONCE = 500
MOST_MANIFEST = 1024 * 1024
# What a damaged or tampered file raises on the way: RuntimeError where it claims a password, or is nested too deep.
BROKEN = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    zipfile.BadZipFile,
)


def write_whole(file: Path) -> int:
    """Write every row to a new file; returns how many. What is written meanwhile waits (SQLite) or is not in it."""
    tables = {}
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as whole, transaction.atomic():
        file.chmod(0o600)
        _one_moment()
        for model in copied_models():
            _write_table(model, whole)
            tables[model._meta.db_table] = digest_of(model, "default")
        for name in (SECRET_FILE, ERASED_FILE):
            if (path := Path(settings.DATA) / name).exists():
                whole.write(path, name)
        manifest = {"format": FORMAT, "handbill": __version__, "made_at": now().isoformat(), "tables": tables}
        whole.writestr("manifest.json", json.dumps(manifest, indent=1))
    return sum(rows for rows, _digest in tables.values())


def open_whole(file: Path) -> zipfile.ZipFile:
    """Raises Unusable for a file that is no zip of any kind we read."""
    try:
        return zipfile.ZipFile(file)
    except BROKEN as problem:
        raise Unusable(f"{file} cannot be read as a file of Handbill. Nothing was changed.") from problem


def manifest_of(whole: zipfile.ZipFile) -> dict:
    """Raises Unusable for a file that is none of ours."""
    try:
        if whole.getinfo("manifest.json").file_size > MOST_MANIFEST:
            raise ValueError
        manifest = json.loads(whole.read("manifest.json"))
        known = manifest["format"] == FORMAT and isinstance(manifest["tables"], dict)
    except BROKEN as problem:
        raise Unusable(
            "This is no file that `handbill export` wrote, or it is damaged. Nothing was changed."
        ) from problem
    if not known:
        raise Unusable("This file has a form that this Handbill does not know. Nothing was changed.")
    return manifest


def read_whole(whole: zipfile.ZipFile, manifest: dict) -> int:
    """Put every row into the empty default database, in one transaction; returns how many. Raises Unusable, and what a full disk raises."""
    try:
        with transaction.atomic():
            rows = sum(_read_table(model, whole, manifest["tables"]) for model in _models_of(manifest))
            connection.check_constraints()  # here, where it can be said: this may be part of a longer transaction
            raise_sequences()
            return rows
    except (OSError, OperationalError):
        raise  # a full disk, a database that went away: no fault of the file
    except (*BROKEN, DatabaseError) as problem:
        raise Unusable(f"The file is damaged ({type(problem).__name__}). Nothing was changed.", 1) from problem


def _models_of(manifest: dict) -> list[type[models.Model]]:
    ours = {model._meta.db_table: model for model in copied_models()}
    if set(ours) != set(manifest["tables"]):
        version = manifest.get("handbill", "?")
        raise Unusable(f"The file is of Handbill {version}, which has other tables. Nothing was changed.", 1)
    return list(ours.values())


def _one_moment() -> None:
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _write_table(model: type[models.Model], whole: zipfile.ZipFile) -> None:
    """Rows go to a file of their own first: a zip takes one entry at a time, and long values are entries too."""
    with tempfile.TemporaryFile(dir=Path(whole.filename).parent) as lines:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
            values = {field.attname: _written(field, row, whole) for field in model._meta.concrete_fields}
            lines.write(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        lines.seek(0)
        with whole.open(_name(model), "w", force_zip64=True) as entry:
            shutil.copyfileobj(lines, entry)


def _written(field: models.Field, row: models.Model, whole: zipfile.ZipFile):
    value = getattr(row, field.attname)
    if isinstance(value, (bytes, memoryview)):
        return _bytes_written(bytes(value), f"files/{row._meta.db_table}/{row.pk}-{field.attname}", whole)
    if value is None or isinstance(value, (bool, int, float, str)) or isinstance(field, models.JSONField):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _bytes_written(value: bytes, name: str, whole: zipfile.ZipFile) -> dict:
    if len(value) < LONG:
        return {"base64": base64.b64encode(value).decode()}
    whole.writestr(name, value)
    return {"file": name}


def _read_table(model: type[models.Model], whole: zipfile.ZipFile, tables: dict) -> int:
    """Raises Unusable where a table does not come out as it went in."""
    batch = []
    for row in _rows(model, whole):
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            model._base_manager.bulk_create(batch)
            batch = []
    model._base_manager.bulk_create(batch)
    count, digest = digest_of(model, "default")
    if [count, digest] != list(tables[model._meta.db_table]):
        raise Unusable(f"The table {model._meta.db_table} is not as it was written. Nothing was changed.", 1)
    return count


def _rows(model: type[models.Model], whole: zipfile.ZipFile) -> Iterator[models.Model]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    with whole.open(_name(model)) as lines:
        for line in lines:
            values = json.loads(line.decode("utf-8", "surrogatepass"))
            yield model(**{name: _read(fields[name], value, whole) for name, value in values.items()})


def _read(field: models.Field, value, whole: zipfile.ZipFile):
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return whole.read(value["file"]) if "file" in value else base64.b64decode(value["base64"])
    return field.to_python(value)


def _name(model: type[models.Model]) -> str:
    return f"tables/{model._meta.db_table}.jsonl"
