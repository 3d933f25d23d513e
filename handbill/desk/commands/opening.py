"""Open an instance: load Django, refuse a newer one, bring an older one up to date."""

import contextlib
import sqlite3
import uuid
from pathlib import Path

import django
from django.conf import settings

from handbill.base.instance import DATABASE_FILE, MOVED_FILE, Unusable

NEWER = "{folder} was last used by a newer Handbill. Nothing was changed. Install that version or a later one, or choose another folder with --data DIR."
MOVED = "The group of {folder} lives on PostgreSQL now. Nothing was changed. Set DATABASE_URL to its address; or delete {file} there to go on with the file of the day it moved."
BROKEN_OFF = "A restore or an import into {folder} was broken off, so what lies there is not whole. Nothing was changed. Call it again: it begins anew by itself. Or choose another folder with --data DIR."
UNREACHABLE = (
    "The database cannot be reached ({kind}). Nothing was changed. Check DATABASE_URL, and that the server runs."
)

RESTORING_FILE = "restore-under-way"
LOCK_FILE, LOCK_NUMBER = "opening.lock", 0x68616E64
PATIENCE = 600  # seconds


def open_instance(*, migrate: bool, restoring: bool = False) -> None:
    """Load Django on the data folder of the environment. Raises Unusable for a newer, missing or unreachable database."""
    django.setup()
    if not restoring and (settings.DATA / RESTORING_FILE).exists():
        raise Unusable(BROKEN_OFF.format(folder=settings.DATA))
    if has_moved():
        raise Unusable(MOVED.format(folder=settings.DATA, file=MOVED_FILE))
    if not migrate and _is_missing():
        raise Unusable(
            f"There is no Handbill in {settings.DATA}. Name the folder with --data DIR, or begin one with `handbill serve`."
        )
    executor = _executor()
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    if unknown:
        raise Unusable(NEWER.format(folder=settings.DATA))
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and not migrate:
        raise Unusable(
            f"{settings.DATA} is of an older Handbill. Start `handbill serve` once: it brings it up to date."
        )
    if waiting:
        with _alone():
            _bring_up_to_date(_executor())
    _first_row()
    _only_for_us(Path(settings.DATA))


@contextlib.contextmanager
def _alone():
    """Servers that start at the same moment do this one after the other; who comes second finds it done.

    Both kinds of lock end with the process that holds them.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(settings.DATA / LOCK_FILE, PATIENCE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])


def _bring_up_to_date(executor) -> None:
    from handbill.base.tables import is_empty, make_all

    if is_empty(executor.connection):
        make_all(executor.connection)
    else:
        executor.migrate(executor.loader.graph.leaf_nodes())


def has_moved() -> bool:
    """Whether this SQLite file is what was left behind by `handbill move-to`."""
    from django.db import connection

    return connection.vendor == "sqlite" and (Path(settings.DATA) / MOVED_FILE).exists()


def _executor():
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        return MigrationExecutor(connection)
    except DatabaseError as problem:
        raise Unusable(UNREACHABLE.format(kind=type(problem).__name__)) from problem


def _is_missing() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite" and not (Path(settings.DATA) / DATABASE_FILE).exists()


def _first_row() -> None:
    from handbill.accounts.models import Instance

    Instance.objects.get_or_create(id=1, defaults={"generation": uuid.uuid4().hex})


def _only_for_us(folder: Path) -> None:
    """The folder and its files belong to whoever runs the server."""
    for file in [folder, *folder.glob(f"{DATABASE_FILE}*")]:
        file.chmod(0o700 if file.is_dir() else 0o600)
