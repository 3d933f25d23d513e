"""Somebody finds last night's backup, and searches it; then with the backup's key as well."""

import shutil

import pytest
from django.db import connection

from handbill.base.instance import SECRET_FILE
from handbill.desk.commands import backup, snapshot
from handbill.desk.commands.backup_key import make_backup_key
from tests.met import CARD
from tests.thief import database_bytes, lies_there

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rows_of_the_server(monkeypatch):
    """On PostgreSQL all rows as text stand for the snapshot, which opens a second database; tests/faults writes that one."""
    if connection.vendor != "sqlite":
        monkeypatch.setattr(snapshot, "write_snapshot", lambda file: file.write_bytes(database_bytes()))


def words_found(folder) -> set[str]:
    """Makes a backup as the command does, and searches every byte of it."""
    make_backup_key(folder)
    (folder / SECRET_FILE).write_text("the server's own secret")
    backup.write_backup(folder / "night.age", folder)
    found = (folder / "night.age").read_bytes()
    return {word for word in ("Ferry Square market", "server's own secret", *CARD.values()) if lies_there(word, found)}


def test_reads_nothing_of_it(dee, tmp_path):
    assert words_found(tmp_path) == set()


def test_where_it_is_not_encrypted_reads_facts_and_still_no_card(dee, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "_encrypt", lambda packed, target, recipient: shutil.copy(packed, target))
    assert words_found(tmp_path) == {"Ferry Square market", "server's own secret"}
