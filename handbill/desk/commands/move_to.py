"""`handbill move-to ADDRESS`: copy an instance from SQLite into an empty PostgreSQL database, row for row.

The source is locked while it is copied: a server that still runs answers phones with 'later', and they keep what they
have. The target gets everything in one transaction, and only when every table's digest is the same on both sides. So a
move that was interrupted has changed nothing and can be run again.
"""

import argparse
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from handbill.base.instance import DATABASE_FILE, MOVED_FILE, Unusable, database_from_url
from handbill.desk.commands.opening import open_instance

TARGET = "target"
PATIENCE = 3000  # ms
UNCHANGED = "Nothing was changed."


def run(options: argparse.Namespace) -> int:
    settings = _target_settings(options.address)
    if os.environ.get("DATABASE_URL"):
        raise Unusable(f"DATABASE_URL is set: this instance is on PostgreSQL already. {UNCHANGED}")
    open_instance(migrate=False)
    folder = Path(os.environ["HANDBILL_DATA"])
    with _locked_source(), _target(settings):
        rows = _move()
    (folder / MOVED_FILE).write_text(
        "This instance lives on PostgreSQL now. Start it with DATABASE_URL set.\n", encoding="ascii"
    )
    print(
        f"Moved: {rows:,} rows, every table the same on both sides. Start `handbill serve` with DATABASE_URL set to that"
        f" address and the same data folder; everybody signs in anew. {folder / DATABASE_FILE} is as it was: delete it"
        " when the first backup is made."
    )
    return 0


def _target_settings(address: str) -> dict:
    try:
        found = database_from_url(address)
    except ValueError as problem:
        raise Unusable(f"{problem}. {UNCHANGED}") from problem
    if not found:
        raise Unusable(f"The address is empty: it begins with postgresql://. {UNCHANGED}")
    return found


@contextmanager
def _locked_source():
    """Nobody else writes to the SQLite file meanwhile; what waits for it is told to come again."""
    from django.db import DatabaseError, connection, transaction

    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        with transaction.atomic():  # IMMEDIATE: the write lock, at once
            yield
    except DatabaseError as problem:
        raise Unusable(
            f"The copy stopped ({type(problem).__name__}). The group's data is where it was, and the other database is as"
            " it was. Stop the server if one runs, then call it again."
        ) from problem


@contextmanager
def _target(settings: dict):
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    wanted = {"default": {}, TARGET: settings}
    connections.databases[TARGET] = connections.configure_settings(wanted)[TARGET]
    try:
        try:
            call_command("migrate", database=TARGET, verbosity=0)
        except DatabaseError as problem:
            raise Unusable(
                f"The other database cannot be reached or written ({type(problem).__name__}). {UNCHANGED}"
            ) from problem
        yield
    finally:
        connections[TARGET].close()
        del connections[TARGET]
        del connections.databases[TARGET]


def _move() -> int:
    from django.db import transaction

    from handbill.accounts.models import Group, Instance
    from handbill.desk.commands.snapshot import copied_models, copy_model, gather_statistics, raise_sequences

    if Group.objects.using(TARGET).exists():
        raise Unusable(f"There is a group in that database already. {UNCHANGED} Name an empty one.")
    rows = 0
    with transaction.atomic(using=TARGET):
        Instance.objects.using(TARGET).all().delete()
        models = copied_models()
        for number, model in enumerate(models):
            copy_model(model, "default", TARGET)
            rows += _same(model, f"{100 * (number + 1) // len(models):3} %")
        raise_sequences(TARGET)
    gather_statistics(TARGET)
    return rows


def _same(model, done: str) -> int:
    """Compares a table on both sides; returns its rows. Raises Unusable, which takes everything back."""
    from handbill.desk.commands.digests import digest_of

    name = model._meta.db_table
    here, there = digest_of(model, "default"), digest_of(model, TARGET)
    if here != there:
        raise Unusable(
            f"The table {name} is not the same on both sides ({here[0]:,} rows here, {there[0]:,} there). {UNCHANGED}",
            1,
        )
    print(f"{done}  {name}: {here[0]:,} rows, the same", file=sys.stderr, flush=True)
    return here[0]
