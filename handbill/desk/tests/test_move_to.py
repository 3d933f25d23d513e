"""Moving house: from one file to PostgreSQL, every row the same; whatever comes between changes nothing."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from handbill.base.clock import stand_at
from handbill.base.instance import DATABASE_FILE, MOVED_FILE
from handbill.desk.commands.digests import digest_of
from handbill.desk.commands.snapshot import copied_models
from handbill.people.models import Person
from tests.met import STALL, meet, stall_phone

ROOT = Path(__file__).resolve().parents[3]
OURS = ("HANDBILL_DATA", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")


@pytest.fixture
def folder(founded, tmp_path) -> Path:
    return shutil.copytree(founded, tmp_path / "data")


def start(*arguments: str, **environment: str) -> subprocess.Popen:
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.Popen(
        [sys.executable, "-m", "handbill", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**clean, **environment},
    )  # fmt: skip


def handbill(*arguments: str, **environment: str) -> tuple[int, str, str]:
    running = start(*arguments, **environment)
    out, err = running.communicate(timeout=120)
    assert "Traceback" not in err
    return running.returncode, out, err


def facts(folder: Path, **environment: str) -> list[str]:
    status, out, err = handbill("facts", "--data", str(folder), **environment)
    assert status == 0, err
    return sorted(out.splitlines())


def tables(address: str) -> dict[str, int]:
    with psycopg.connect(address) as asked:
        names = asked.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: asked.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def test_everything_is_there_afterwards_and_the_group_goes_on(folder, empty):
    before = facts(folder)
    assert len(before) == 2
    status, out, err = handbill("move-to", empty, "--data", str(folder))
    assert status == 0, err
    assert "every table the same" in out and "100 %" in err and "people_card: 2 rows" in err
    assert facts(folder, DATABASE_URL=empty) == before
    with psycopg.connect(empty) as asked:
        known = asked.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'facts_fact'").fetchone()[0]
    assert known, "the planner knows nothing of what was moved"
    status, _out, err = handbill("facts", "--data", str(folder))
    assert status == 2 and "lives on PostgreSQL now" in err
    rows_added_later_take_free_numbers(empty)
    it_does_not_move_twice(folder, empty)


def rows_added_later_take_free_numbers(address: str) -> None:
    with psycopg.connect(address) as asked:
        last = asked.execute("SELECT max(id) FROM people_cardwrap").fetchone()[0]
        following = asked.execute("SELECT nextval(pg_get_serial_sequence('people_cardwrap', 'id'))").fetchone()[0]
    assert following == last + 1


def it_does_not_move_twice(folder: Path, address: str) -> None:
    (folder / MOVED_FILE).unlink()
    held = tables(address)
    status, _out, err = handbill("move-to", address, "--data", str(folder))
    assert status == 2 and "a group in that database already" in err
    assert tables(address) == held


def test_killed_in_the_middle_it_has_changed_nothing_and_goes_again(folder, empty):
    many(folder, 20_000)
    before = facts(folder)
    running = start("move-to", empty, "--data", str(folder))
    for line in running.stderr:
        if "accounts_member" in line:
            break
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert facts(folder) == before
    wait_until(lambda: not any(rows for name, rows in tables(empty).items() if name.startswith(("people", "facts"))))
    status, _out, err = handbill("move-to", empty, "--data", str(folder))
    assert status == 0, err
    assert facts(folder, DATABASE_URL=empty) == before


def test_a_server_that_still_writes_stops_the_move_and_loses_nothing(folder, empty):
    with sqlite3.connect(folder / DATABASE_FILE, isolation_level=None) as busy:
        busy.execute("PRAGMA journal_mode=WAL")
        busy.execute("BEGIN IMMEDIATE")
        status, _out, err = handbill("move-to", empty, "--data", str(folder))
        busy.execute("ROLLBACK")
    assert status == 2 and "Stop the server" in err
    assert not (folder / MOVED_FILE).exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://nobody@127.0.0.1/none", "must begin with postgresql://"),
        ("", "The address is empty"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ],
)
def test_an_address_that_is_none_is_said_in_a_sentence(folder, address, words):
    status, _out, err = handbill("move-to", address, "--data", str(folder))
    assert status == 2 and words in err and "Nothing was changed." in err


def test_a_digest_sees_a_changed_byte_and_not_the_order(outing, ada):
    with stand_at(STALL):
        phone = stall_phone(outing, ada)
        for _ in range(2):
            meet(phone)
    before = {model: digest_of(model, "default") for model in copied_models()}
    assert before[Person][0] == 2
    person = Person.objects.order_by("id").first()
    Person.objects.filter(id=person.id).update(language="cy")
    after = {model: digest_of(model, "default") for model in copied_models()}
    assert [model for model in before if before[model] != after[model]] == [Person]
    Person.objects.filter(id=person.id).update(language=person.language)
    assert digest_of(Person, "default") == before[Person]


def many(folder: Path, rows: int) -> None:
    """Enough audit entries to be caught in the middle."""
    with sqlite3.connect(folder / DATABASE_FILE) as plain:
        columns = [row[1] for row in plain.execute("PRAGMA table_info(accounts_auditentry)")]
        first = dict(zip(columns, plain.execute("SELECT * FROM accounts_auditentry LIMIT 1").fetchone(), strict=True))
        rest = [name for name in columns if name != "id"]
        marks = ", ".join("?" * len(columns))
        plain.executemany(
            f"INSERT INTO accounts_auditentry (id, {', '.join(rest)}) VALUES ({marks})",
            [(fresh(first["id"]), *(first[name] for name in rest)) for _ in range(rows)],
        )


def fresh(like):
    """A key like the one given: 16 bytes or a number that SQLite chooses."""
    return os.urandom(16) if isinstance(like, bytes) else None


def wait_until(is_so) -> None:
    for _ in range(100):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("never came to be")
