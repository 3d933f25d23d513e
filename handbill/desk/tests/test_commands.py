"""The command line: one sentence where something is in the way, its own exit status, nothing harmed."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def handbill(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HANDBILL_DATA", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    return subprocess.run(
        [sys.executable, "-m", "handbill", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**clean, **environment},
        timeout=60,
        check=False,
    )


def refused(told: subprocess.CompletedProcess, words: str) -> None:
    assert told.returncode == 2
    assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Path:
    """A data folder with an empty, migrated instance and a backup key."""
    folder = tmp_path_factory.mktemp("founded")
    program = "from handbill.base.instance import use_folder; from pathlib import Path; import sys\nuse_folder(Path(sys.argv[1]))\nfrom handbill.desk.commands.opening import open_instance\nopen_instance(migrate=True)\nfrom handbill.desk.commands.backup_key import make_backup_key\nprint(make_backup_key(Path(sys.argv[1])))"
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HANDBILL_DATA", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    told = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, cwd=ROOT, env=clean, check=True
    )
    (folder.parent / "backup.key").write_text(told.stdout)
    return folder


def test_help_does_not_load_django():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom handbill.__main__ import parser\nparser().format_help()\nassert 'django' not in sys.modules",
        ],
        cwd=ROOT,
        check=False,
    )
    assert told.returncode == 0


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    refused(handbill("serve", "--data", str(file), "--no-browser"), "cannot be written")


def test_a_port_in_use_is_said_in_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = handbill("serve", "--data", str(tmp_path), "--port", str(taken.getsockname()[1]), "--no-browser")
    refused(told, "is in use")


def test_a_folder_of_a_newer_version_is_left_alone(founded, tmp_path):
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "secret.key").write_bytes((founded / "secret.key").read_bytes())
    with sqlite3.connect(founded / "handbill.sqlite3") as source, sqlite3.connect(newer / "handbill.sqlite3") as target:
        source.backup(target)
        target.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('facts', '0999_from_the_future', '2030-01-01')"
        )
    target.close()
    before = (newer / "handbill.sqlite3").read_bytes()
    refused(handbill("facts", "--data", str(newer)), "newer Handbill")
    assert (newer / "handbill.sqlite3").read_bytes() == before


def test_an_empty_folder_holds_no_facts_and_says_so(tmp_path):
    refused(handbill("facts", "--data", str(tmp_path)), "There is no Handbill in")
    assert not (tmp_path / "handbill.sqlite3").exists()


def test_an_unreachable_database_is_said_in_one_sentence(tmp_path):
    refused(
        handbill("check", "--data", str(tmp_path), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"),
        "cannot be reached",
    )


def test_a_backup_restores_and_a_damaged_one_is_refused(founded, tmp_path):
    backup, key = tmp_path / "union.backup", founded.parent / "backup.key"
    told = handbill("backup", "--data", str(founded), str(backup))
    assert told.returncode == 0, told.stderr
    assert b"SQLite format" not in backup.read_bytes()
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(backup.read_bytes()[:-40] + bytes(40))
    refused(handbill("restore", "--data", str(tmp_path / "other"), "--key", str(key), str(damaged)), "does not open")
    told = handbill("restore", "--data", str(tmp_path / "new"), "--key", str(key), str(backup))
    assert told.returncode == 0, told.stderr
    assert generation(tmp_path / "new") != generation(founded)


def test_a_folder_of_backups_keeps_few_and_only_ever_its_own(founded, tmp_path):
    place = tmp_path / "backups"
    place.mkdir()
    for name in (
        "handbill-2020-01-01T02-30-00.backup",
        "handbill-2020-01-02T02-30-00.backup",
        "notes.txt",
        "union.backup",
    ):
        (place / name).write_bytes(b"")
    (founded / "erased.ledger").write_text("")
    told = handbill("backup", "--data", str(founded), str(place))
    assert told.returncode == 0 and told.stdout.count("thrown away") == 2
    left = sorted(file.name for file in place.iterdir())
    assert left[0] == "erased.ledger" and left[2:] == ["notes.txt", "union.backup"]
    key = founded.parent / "backup.key"
    told = handbill("restore", "--data", str(tmp_path / "new"), "--key", str(key), str(place / left[1]))
    assert told.returncode == 0, told.stderr


def test_a_backup_never_overwrites(founded, tmp_path):
    file = tmp_path / "there"
    file.write_text("kept")
    refused(handbill("backup", "--data", str(founded), str(file)), "is there already")
    assert file.read_text() == "kept"


def test_restoring_over_an_instance_is_refused(founded, tmp_path):
    refused(handbill("restore", "--data", str(founded), str(tmp_path / "any")), "already")


def generation(folder: Path) -> str:
    with sqlite3.connect(folder / "handbill.sqlite3") as opened:
        value = opened.execute("SELECT generation FROM accounts_instance").fetchone()[0]
    opened.close()
    return value
