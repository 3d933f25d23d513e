"""`handbill check` and /healthz: what is not well is said with what to do, and nobody is named."""

import shutil
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection

from handbill.accounts.models import Instance, Session
from handbill.base.clock import now, stand_at
from handbill.base.instance import BACKED_UP_FILE, ORIGIN_FILE, secret_of
from handbill.base.models import Job
from handbill.desk.commands.backup_key import RECIPIENT_FILE, make_backup_key
from handbill.desk.commands.check import _is_whole, _keeps, look
from handbill.mail.models import MailAccount
from tests.met import STALL, meet, stall_phone


@pytest.fixture
def folder(db, tmp_path) -> Path:
    """The data folder of an instance that is well."""
    tmp_path.chmod(0o700)
    secret_of(tmp_path)
    make_backup_key(tmp_path)
    (tmp_path / ORIGIN_FILE).write_text("https://desk.example.org\n")
    (tmp_path / BACKED_UP_FILE).write_text(now().isoformat())
    Instance.objects.get_or_create(id=1, defaults={"generation": "first"})
    return tmp_path


def complaints(folder: Path) -> list[str]:
    return [sentence for well, sentence in look(folder) if not well and "what it acknowledged" not in sentence]


def test_nothing_is_wrong_with_a_new_group(folder, group):
    assert complaints(folder) == []


def test_others_may_read_the_folder(folder):
    folder.chmod(0o755)
    assert "chmod 700" in complaints(folder)[0]


def test_phones_need_https(folder):
    (folder / ORIGIN_FILE).write_text("http://127.0.0.1:8765\n")
    assert "phones need https" in complaints(folder)[0]
    (folder / ORIGIN_FILE).unlink()
    assert "handbill serve" in complaints(folder)[0]


def test_a_disk_that_fills_up(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Mock(free=40 * 1024 * 1024))
    assert "40 MB of disk are free: make room" in complaints(folder)[0]


def test_backups_that_nobody_could_open(folder):
    (folder / RECIPIENT_FILE).unlink()
    assert "backups have no key yet" in complaints(folder)[0]


@pytest.mark.parametrize(("journal", "synchronous"), [("delete", 2), ("wal", 1)])
def test_a_file_that_may_lose_what_it_acknowledged(journal, synchronous):
    well, sentence = _keeps(journal, synchronous)
    assert not well and "can lose what it acknowledged" in sentence and "local disk" in sentence
    assert _keeps("wal", 2)[0]


def test_a_file_that_is_damaged():
    well, sentence = _is_whole("row 3 missing from index fact_by_outing")
    assert not well and "restore the last backup" in sentence


def test_a_postgresql_that_may_lose_what_it_acknowledged(folder):
    """On SQLite the settings of the tests themselves are looked at: no fault there."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        assert "PostgreSQL can lose what it acknowledged" in " ".join(s for well, s in look(folder) if not well)
    else:
        assert [well for well, sentence in look(folder) if "acknowledged" in sentence] == [is_kept_by_this_database()]


def is_kept_by_this_database() -> bool:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_backup_grows_old(folder):
    with stand_at(now() + timedelta(days=7, hours=1)):
        assert complaints(folder) == []
    with stand_at(now() + timedelta(days=8, hours=1)):
        assert "8 days old" in complaints(folder)[0]
    (folder / BACKED_UP_FILE).unlink()
    assert "no backup yet" in complaints(folder)[0]


def test_the_clock_went_back(folder, outing, ada):
    with stand_at(STALL):
        meet(stall_phone(outing, ada))
        assert complaints(folder) == []
    with stand_at(STALL - timedelta(minutes=10)):
        assert "the clock went back" in complaints(folder)[0]


def test_work_that_nobody_does(folder):
    Job.objects.create(key="late", name="remind", run_after=now() - timedelta(hours=3))
    assert "is `handbill serve` running?" in complaints(folder)[0]
    Job.objects.update(attempts=8)
    assert "1 jobs were given up" in complaints(folder)[0]
    Job.objects.update(done_at=now())
    assert complaints(folder) == []


def test_mail_that_never_worked_and_a_mailbox_that_cannot_be_read(folder, group, ada):
    account = MailAccount.objects.create(group=group, host="mail.example.org", sender="us@example.org", changed_by=ada)
    assert "send a test" in complaints(folder)[0]
    MailAccount.objects.update(worked_at=now(), inbox_host="mail.example.org", inbox_trouble=True)
    assert "cannot be read" in complaints(folder)[0]
    assert not any(
        word in sentence for _well, sentence in look(folder) for word in (group.name, ada.name, account.sender)
    )


def test_sessions_that_are_over(folder):
    over = now() - timedelta(days=2)
    Session.objects.bulk_create(
        Session(session_key=f"{number:064}", session_data="", expire_date=over) for number in range(100)
    )
    assert "100 sessions are over" in complaints(folder)[0]


def test_a_group_with_one_organiser_gets_a_second_one(folder, group):
    with stand_at(now() + timedelta(days=15)):
        (folder / BACKED_UP_FILE).write_text(now().isoformat())
        assert "make a second organiser" in complaints(folder)[0]


class TestHealth:
    def test_a_monitor_is_told_without_a_word_about_the_group(self, client, group):
        answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (200, b"well\n")
        assert not answer.cookies

    def test_it_says_when_the_database_is_gone(self, client, db, monkeypatch):
        with monkeypatch.context() as away:
            away.setattr(connection, "cursor", gone)
            answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


def gone(*_asked):
    raise OperationalError("connection to server at 10.0.0.7 refused")
