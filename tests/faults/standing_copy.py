"""Last night's copy of the whole database, and the way back to it."""

from pathlib import Path

from django.db import connection

from handbill.desk.commands.restore import begin_a_generation
from handbill.desk.commands.snapshot import copied_models, read_snapshot, write_snapshot
from handbill.people.actions import erase_again


def back_up(file: Path) -> None:
    file.unlink(missing_ok=True)
    write_snapshot(file)


def put_back(file: Path) -> None:
    """As `handbill restore` does: all rows as they were then."""
    if connection.vendor == "sqlite":
        connection.close()
        name = Path(connection.settings_dict["NAME"])
        for part in name.parent.glob(f"{name.name}*"):
            part.unlink()
        name.write_bytes(file.read_bytes())
        return
    with connection.cursor() as cursor:
        names = ", ".join(f'"{model._meta.db_table}"' for model in copied_models())
        cursor.execute(f"TRUNCATE {names} CASCADE")
    read_snapshot(file)


def restore(file: Path, erased: list[tuple[str, str]]) -> None:
    put_back(file)
    begin_a_generation()
    erase_again(erased)
