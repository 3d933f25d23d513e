"""The whole database as one SQLite file, from either engine and back."""

import sqlite3
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction

LEFT_OUT = {"auth", "contenttypes", "axes"}  # made anew by the migrations, or of no use elsewhere
ALIAS = "snapshot"
ROWS_AT_ONCE = 500


def write_snapshot(file: Path) -> None:
    """Write all rows to a new SQLite file: VACUUM INTO on SQLite, row by row from PostgreSQL. Sessions are left out."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            # Table after table, of one moment: phones go on sending meanwhile.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with _second_database(file):
                copy_rows("default", ALIAS)
    file.chmod(0o600)
    _forget_sessions(file)


def read_snapshot(file: Path) -> None:
    """Copy all rows of a snapshot into the migrated, empty default database (PostgreSQL), in one transaction."""
    with _second_database(file), transaction.atomic():
        copy_rows(ALIAS, "default")
        raise_sequences()


def copy_rows(source: str, target: str) -> None:
    """Copy every row of every room; references are checked when the transaction ends."""
    with transaction.atomic(using=target):
        for model in copied_models():
            copy_model(model, source, target)


def copied_models() -> list:
    """Every table that holds something of the groups; sessions stay behind."""
    return [
        model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT and model.__name__ != "Session"
    ]


def copy_model(model, source: str, target: str) -> None:
    """Part of a transaction on the target, which checks the references at its end."""
    batch = []
    for row in model._base_manager.using(source).order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            model._base_manager.using(target).bulk_create(batch)
            batch = []
    model._base_manager.using(target).bulk_create(batch)


class _second_database:
    """A SQLite file as a second database of this process, migrated."""

    def __init__(self, file: Path):
        self.file = file

    def __enter__(self):
        wanted = {"default": {}, ALIAS: {"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.file)}}
        connections.databases[ALIAS] = connections.configure_settings(wanted)[ALIAS]
        call_command("migrate", database=ALIAS, verbosity=0)

    def __exit__(self, *_):
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _forget_sessions(file: Path) -> None:
    with sqlite3.connect(file) as plain:
        plain.execute("DELETE FROM accounts_session")
    plain.execute("VACUUM")
    plain.close()


def raise_sequences(alias: str = "default") -> None:
    """PostgreSQL hands out the next free numbers again."""
    from django.core.management.color import no_style

    statements = connections[alias].ops.sequence_reset_sql(no_style(), copied_models())
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def gather_statistics(alias: str = "default") -> None:
    """PostgreSQL plans badly for tables that it knows nothing about, and its own gathering may come after hours."""
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor:
            cursor.execute("ANALYZE")
