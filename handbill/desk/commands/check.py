"""`handbill check`: is this instance safe and healthy? A line for each thing looked at; status 1 where one is not well."""

import argparse
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from handbill.base.instance import SECRET_FILE
from handbill.desk.commands.backup_key import RECIPIENT_FILE
from handbill.desk.commands.opening import open_instance

LITTLE_SPACE = 500 * 1024 * 1024  # bytes


def run(options: argparse.Namespace) -> int:
    open_instance(migrate=False)
    findings = list(look(Path(os.environ["HANDBILL_DATA"])))
    for well, sentence in findings:
        print(("ok    " if well else "LOOK  ") + sentence)
    return 0 if all(well for well, _ in findings) else 1


def look(folder: Path) -> Iterator[tuple[bool, str]]:
    """(is well, sentence) for each thing looked at."""
    yield from _files(folder)
    yield from _database()
    yield from _organisers()


def _files(folder: Path) -> Iterator[tuple[bool, str]]:
    closed = folder.stat().st_mode & 0o077 == 0 and (folder / SECRET_FILE).stat().st_mode & 0o077 == 0
    yield (
        closed,
        "the data folder belongs to one user alone"
        if closed
        else f"others on this machine can read {folder}: chmod 700 it",
    )
    free = shutil.disk_usage(folder).free
    yield free > LITTLE_SPACE, f"{free // 1024 // 1024:,} MB of disk are free"
    keyed = (folder / RECIPIENT_FILE).exists()
    yield keyed, "backups have a key" if keyed else "backups have no key yet: start `handbill serve` once"


def _database() -> Iterator[tuple[bool, str]]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            journal, synchronous, whole = (
                _pragma(cursor, name) for name in ("journal_mode", "synchronous", "quick_check")
            )
            yield (
                (journal, synchronous) == ("wal", 2),
                f"SQLite keeps what it acknowledged (journal {journal}, synchronous {synchronous})",
            )
            yield whole == "ok", f"the database file is whole ({whole})"
        else:
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
            yield commit == "on", f"PostgreSQL keeps what it acknowledged (synchronous_commit {commit})"


def _pragma(cursor, name: str):
    cursor.execute(f"PRAGMA {name}")
    return cursor.fetchone()[0]


def _organisers() -> Iterator[tuple[bool, str]]:
    from handbill.accounts.models import Group, Member, Role
    from handbill.base.clock import now

    for group in Group.objects.all():
        count = Member.objects.active().filter(group=group, role=Role.ORGANISER).count()
        young = group.created_at > now() - timedelta(days=14)
        yield (
            count > 1 or young,
            f"group {group.id}: {count} can let others back in" + ("" if count > 1 else "; make a second organiser"),
        )
