"""Reports as different mail servers write them, from a Maildir, a mailbox file and a server's log, by the real command."""

import io
import mailbox
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from handbill.mail.bounces import take_file
from handbill.mail.models import Recipient, StoppedAddress
from handbill.mail.tests.conftest import send_all
from handbill.mail.tests.postboxes import open_postbox
from handbill.mail.tests.reports import AWAY, EXIM_LOG, POSTFIX, POSTFIX_LOG, QMAIL, SERVERS, report_from
from handbill.mail.tests.test_killed import ROOT, founded, process  # noqa: F401

TO = "reader0@quill.example"


def take(content: bytes | str):
    return take_file(io.BytesIO(content if isinstance(content, bytes) else content.encode()))


@pytest.fixture
def reference(db, box, mail_account, readers, letter, ordered) -> str:
    """Of a letter that one reader was sent."""
    readers(1)
    ordered(letter)
    send_all()
    return Recipient.objects.get().reference


@pytest.mark.parametrize("kind", SERVERS.values(), ids=SERVERS)
def test_whoever_writes_it_a_report_stops_whom_it_is_about(kind, reference):
    taken = take(report_from(kind, reference))
    assert (taken.reports, taken.stopped, taken.unknown) == (1, 1, 0)
    assert StoppedAddress.objects.get().status == "5.1.1"
    assert take(report_from(kind, reference)).stopped == 0, "the same report again"


@pytest.mark.parametrize("kind", [SERVERS["Postfix"], SERVERS["an office server"], SERVERS["Sendmail"], QMAIL])
@pytest.mark.parametrize("status", ["5.2.2", "4.4.7", "4.2.2", "5.4.7"])
def test_full_or_given_up_counts_and_stops_nobody_at_once(kind, status, reference):
    taken = take(report_from(kind, reference, status=status))
    assert (taken.reports, taken.soft, taken.stopped) == (1, 1, 0)
    assert Recipient.objects.get().was_soft


@pytest.mark.parametrize("kind", [SERVERS["Postfix"], SERVERS["a big provider"], SERVERS["Sendmail"]])
def test_what_is_only_late_is_no_failure(kind, reference):
    take(report_from(kind, reference, status="4.4.1", action="delayed"))
    assert Recipient.objects.get().bounced_at is None


def test_who_is_away_for_a_week_is_not_stopped(reference):
    taken = take(AWAY.format(ref=reference))
    assert (taken.stopped, taken.soft, taken.unknown) == (0, 0, 1)
    assert Recipient.objects.get().bounced_at is None


@pytest.mark.parametrize("kind", SERVERS.values(), ids=SERVERS)
def test_a_report_about_a_mail_of_others_stops_nobody(kind, reference):
    assert take(report_from(kind, "f" * 32)).stopped == 0


@pytest.mark.parametrize(
    ("status", "what", "stopped", "soft"), [("5.1.1", "bounced", 1, 0), ("4.4.1", "expired", 0, 1)]
)
def test_postfixs_log_tells_it_too(reference, status, what, stopped, soft):
    others = POSTFIX_LOG.format(ref="0" * 20, queue="9ZZ9Z", to=TO, status="5.1.1", what="bounced")
    log = others + POSTFIX_LOG.format(ref=reference, queue="4R1AB2", to=TO, status=status, what=what)
    taken = take(log)
    assert (taken.reports, taken.stopped, taken.soft) == (1, stopped, soft)


@pytest.mark.parametrize("what", ["deferred", "sent"])
def test_what_postfix_will_try_again_or_has_delivered_changes_nothing(reference, what):
    status = "4.4.1" if what == "deferred" else "2.0.0"
    assert take(POSTFIX_LOG.format(ref=reference, queue="4R1AB2", to=TO, status=status, what=what)).reports == 0


def test_what_another_server_says_is_not_read_as_postfixs_own_word(reference):
    log = POSTFIX_LOG.format(ref=reference, queue="4R1AB2", to=TO, status="4.4.1", what="deferred")
    forged = log.replace("host said:", "host said: 4R1AB2: to=<a@b>, dsn=5.1.1, status=bounced")
    assert forged != log
    assert take(forged).reports == 0


@pytest.mark.parametrize(
    ("said", "stopped"),
    [
        ("550 5.1.1 no such person", 1),
        ("550 no such person", 1),
        ("552 5.2.2 mailbox full", 0),
        ("retry timeout exceeded", 0),
    ],
)
def test_exims_log_tells_it_too(reference, said, stopped):
    taken = take(EXIM_LOG.format(ref=reference, to=TO, said=said))
    assert (taken.reports, taken.stopped) == (1, stopped)


@pytest.fixture
def instance(founded, tmp_path):  # noqa: F811
    """An instance whose letter all forty readers were sent, and the references of its mails."""
    folder = Path(shutil.copytree(founded, tmp_path / "instance"))
    with open_postbox() as box:
        assert process(folder, "order", box.port).wait(120) == 0
    return folder


def references(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "handbill.sqlite3") as database:
        found = [reference for (reference,) in database.execute("SELECT reference FROM mail_recipient ORDER BY id")]
    database.close()
    return found


def bounces(folder: Path, *words, given: bytes = b"") -> subprocess.CompletedProcess:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "handbill.settings"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "handbill", "bounces", "--data", str(folder), *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=env, input=given, capture_output=True, timeout=120)  # noqa: S603


def test_the_command_reads_a_maildir_a_pipe_and_a_log(instance, tmp_path):
    ours = references(instance)
    box = mailbox.Maildir(tmp_path / "Maildir")
    for number, kind in enumerate(SERVERS.values()):
        box.add(report_from(kind, ours[number]))
    box.add(report_from(POSTFIX, ours[10], status="5.2.2"))
    box.add(b"Subject: lunch\n\nreader3@quill.example")
    box.close()

    said = bounces(instance, tmp_path / "Maildir")
    assert said.returncode == 0, said.stderr
    assert said.stdout.decode() == "7 reports: 6 addresses stopped, 1 full or away for now, 1 not about our mail.\n"
    assert b"quill" not in said.stdout + said.stderr
    again = bounces(instance, tmp_path / "Maildir").stdout.decode()
    assert again.startswith("7 reports: 0 addresses stopped, 0 full")

    piped = bounces(instance, given=report_from(QMAIL, ours[20]))
    assert piped.stdout.startswith(b"1 reports: 1 addresses stopped")
    told = tmp_path / "mail.log"
    told.write_text(POSTFIX_LOG.format(ref=ours[21], queue="4R1AB2", to=TO, status="5.1.1", what="bounced"))
    assert bounces(instance, told).stdout.startswith(b"1 reports: 1 addresses stopped")
    missing = bounces(instance, tmp_path / "nothing.mbox")
    assert (missing.returncode, b"cannot be read" in missing.stderr) == (2, True)
