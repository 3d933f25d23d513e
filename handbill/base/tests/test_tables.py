"""Tables made at once are those that the migrations make one after the other, and none are made by halves."""

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from handbill.base.tables import is_empty, make_all

SQLITE = "SELECT type, tbl_name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'sqlite%'"
POSTGRESQL = """
    SELECT 'column', attrelid::regclass::text, attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || attidentity::text
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""


@pytest.fixture
def beside(django_db_blocker, tmp_path):
    """A second, empty database of the same kind, as another connection."""
    name = "beside_the_tests"
    connections.databases["beside"] = {**connection.settings_dict, "NAME": name}
    with django_db_blocker.unblock():
        other = connections["beside"]
        if connection.vendor == "sqlite":
            other.settings_dict["NAME"] = str(tmp_path / name)
        else:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"CREATE DATABASE {name}")
        yield other
        other.close()
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")
    del connections["beside"]
    del connections.databases["beside"]


def drawn(other) -> set:
    """Everything the database knows of its tables; the order of columns is no matter."""
    with other.cursor() as cursor:
        cursor.execute(SQLITE if other.vendor == "sqlite" else POSTGRESQL)
        rows = cursor.fetchall()
    return {(kind, table, *_parts(kind, text or "")) for kind, table, text in rows}


def _parts(kind: str, text: str) -> list[str]:
    return sorted(text[text.index("(") + 1 : text.rindex(")")].split(", ")) if kind == "table" else [text]


def noted(other) -> set:
    return set(MigrationRecorder(other).applied_migrations())


def empty(other) -> None:
    with other.cursor() as cursor:
        if other.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            for table in other.introspection.table_names():
                cursor.execute(f'DROP TABLE "{table}"')
        else:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")


def test_they_are_what_the_migrations_make(beside):
    make_all(beside)
    at_once, done = drawn(beside), noted(beside)
    empty(beside)
    assert is_empty(beside)
    call_command(Migrate(), database="beside", verbosity=0)
    assert noted(beside) == done
    assert drawn(beside) == at_once


def test_the_next_migrate_finds_nothing_to_do(beside, capsys):
    call_command("migrate", database="beside", verbosity=0)
    call_command("migrate", database="beside", verbosity=1)
    assert "No migrations to apply" in capsys.readouterr().out


def test_killed_on_the_way_it_leaves_the_database_empty(beside, monkeypatch):
    def killed(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationRecorder, "record_applied", killed)
    with pytest.raises(KeyboardInterrupt):
        make_all(beside)
    assert is_empty(beside)
