"""Last night's copy of the whole database, and the way back to it."""

from pathlib import Path

from django.db import connection, transaction

from handbill.desk.commands.coming_back import begin_a_generation
from handbill.desk.commands.snapshot import copied_models, write_snapshot
from handbill.people.actions import erase_again


def back_up(file: Path) -> None:
    """The product's own snapshot; on PostgreSQL, where that takes seconds, a second schema. The command itself has its own story."""
    if connection.vendor == "sqlite":
        file.unlink(missing_ok=True)
        write_snapshot(file)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {file.stem}")
        for table in tables():
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {file.stem}.{table} (LIKE {table})")
            cursor.execute(f"DELETE FROM {file.stem}.{table}")
            cursor.execute(f"INSERT INTO {file.stem}.{table} SELECT * FROM {table}")


def put_back(file: Path) -> None:
    """All rows as they were then."""
    if connection.vendor == "sqlite":
        connection.close()
        name = Path(connection.settings_dict["NAME"])
        for part in name.parent.glob(f"{name.name}*"):
            part.unlink()
        name.write_bytes(file.read_bytes())
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables():  # references are checked when the transaction ends
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {file.stem}.{table}")


def tables() -> list[str]:
    return [model._meta.db_table for model in copied_models()]


def restore(file: Path, erased: list[tuple[str, str]]) -> None:
    """As `handbill restore` goes on: a new generation, and what was erased since goes again."""
    put_back(file)
    begin_a_generation()
    erase_again(erased)
