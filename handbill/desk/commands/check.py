"""`handbill check`: is this instance safe and healthy? A line for each thing looked at, with what to do; status 1 where one is not well.

No line names anybody of the group.
"""

import argparse
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from handbill.base.clock import now
from handbill.base.instance import BACKED_UP_FILE, ORIGIN_FILE, SECRET_FILE
from handbill.desk.commands.backup_key import RECIPIENT_FILE
from handbill.desk.commands.opening import open_instance

LITTLE_SPACE = 500 * 1024 * 1024  # bytes
OLD_BACKUP = 7  # days
CLOCK_MAY_DIFFER, LATE = timedelta(minutes=5), timedelta(hours=2)
MANY_SESSIONS = 100


def run(options: argparse.Namespace) -> int:
    open_instance(migrate=False)
    findings = list(look(Path(os.environ["HANDBILL_DATA"])))
    for well, sentence in findings:
        print(("ok    " if well else "LOOK  ") + sentence)
    return 0 if all(well for well, _ in findings) else 1


def look(folder: Path) -> Iterator[tuple[bool, str]]:
    """(is well, sentence) for each thing looked at."""
    yield from _files(folder)
    yield _address(folder)
    yield _backups(folder)
    yield from _database()
    yield _clock()
    yield from _work()
    yield _sessions()
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
    well = free > LITTLE_SPACE
    told = f"{free // 1024 // 1024:,} MB of disk are free"
    yield well, told + ("" if well else ": make room, phones can send nothing once it is full")


def _address(folder: Path) -> tuple[bool, str]:
    file = folder / ORIGIN_FILE
    origin = file.read_text(encoding="utf-8").strip() if file.exists() else ""
    if not origin:
        return False, "it has never been served: start `handbill serve` once"
    if origin.startswith("https://"):
        return True, f"it is opened over https ({origin})"
    return (
        False,
        f"it is opened at {origin}, by this machine alone: phones need https, see `serve --origin` and docs/operate.md",
    )


def _backups(folder: Path) -> tuple[bool, str]:
    if not (folder / RECIPIENT_FILE).exists():
        return False, "backups have no key yet: start `handbill serve` once"
    file = folder / BACKED_UP_FILE
    if not file.exists():
        return False, "there has been no backup yet: run `handbill backup FILE`, and let a timer run it every night"
    days = (now() - datetime.fromisoformat(file.read_text(encoding="ascii").strip())).days
    told = "the last backup is from today" if days < 1 else f"the last backup is {days} days old"
    return days <= OLD_BACKUP, told + ("" if days <= OLD_BACKUP else ": run `handbill backup FILE`, and mend the timer")


def _database() -> Iterator[tuple[bool, str]]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            journal, synchronous, whole = (
                _pragma(cursor, name) for name in ("journal_mode", "synchronous", "quick_check")
            )
            yield _keeps(journal, synchronous)
            yield _is_whole(whole)
        else:
            settings = [_shown(cursor, name) for name in ("synchronous_commit", "fsync", "full_page_writes")]
            well = settings == ["on"] * 3
            told = "synchronous_commit {}, fsync {}, full_page_writes {}".format(*settings)
            yield (
                well,
                _after(well, "PostgreSQL keeps what it acknowledged", "PostgreSQL can lose what it acknowledged", told),
            )


def _keeps(journal: str, synchronous: int) -> tuple[bool, str]:
    well = (journal, synchronous) == ("wal", 2)
    told = f"journal {journal}, synchronous {synchronous}"
    return well, _after(well, "SQLite keeps what it acknowledged", "SQLite can lose what it acknowledged", told)


def _after(well: bool, kept: str, lost: str, told: str) -> str:
    if well:
        return f"{kept} ({told})"
    return f"{lost} ({told}): put the folder on a local disk and the settings back to their defaults"


def _is_whole(whole: str) -> tuple[bool, str]:
    if whole == "ok":
        return True, "the database file is whole"
    return False, f"the database file is damaged ({whole}): stop the server, keep the file, restore the last backup"


def _shown(cursor, name: str) -> str:
    cursor.execute(f"SHOW {name}")
    return cursor.fetchone()[0]


def _pragma(cursor, name: str):
    cursor.execute(f"PRAGMA {name}")
    return cursor.fetchone()[0]


def _clock() -> tuple[bool, str]:
    """A clock that went back files facts before those that were there."""
    from handbill.facts.models import Fact

    last = Fact.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    well = last is None or last <= now() + CLOCK_MAY_DIFFER
    return (
        well,
        "the clock goes forward"
        if well
        else f"the clock went back: the last fact came at {last:%F %H:%M} UTC. Set the clock, best by NTP",
    )


def _work() -> Iterator[tuple[bool, str]]:
    from handbill.base.jobs import MOST_ATTEMPTS
    from handbill.base.models import Job

    open_ = Job.objects.filter(done_at=None)
    given_up = open_.filter(attempts__gte=MOST_ATTEMPTS).count()
    late = open_.filter(attempts__lt=MOST_ATTEMPTS, run_after__lt=now() - LATE).count()
    yield (
        given_up == 0,
        f"{given_up} jobs were given up"
        + ("; the log of the server says why. They are not tried again by themselves" if given_up else ""),
    )
    yield late == 0, f"{late} jobs wait longer than they should" + (": is `handbill serve` running?" if late else "")
    yield from _mail()


def _mail() -> Iterator[tuple[bool, str]]:
    from handbill.mail.models import MailAccount

    for account in MailAccount.objects.all():
        tried = account.worked_at is not None
        yield (
            tried,
            f"group {account.group_id}: mail " + ("was taken" if tried else "never worked: Set-up, Mail, send a test"),
        )
        if account.inbox_host:
            well = not account.inbox_trouble
            yield (
                well,
                f"group {account.group_id}: the mailbox for returned mail " + ("is read" if well else "cannot be read"),
            )


def _sessions() -> tuple[bool, str]:
    from handbill.accounts.models import Session

    old = Session.objects.filter(expire_date__lt=now() - timedelta(days=1)).count()
    return old < MANY_SESSIONS, f"{old} sessions are over and still there" + (
        "" if old < MANY_SESSIONS else ": they go when somebody next uses the desk"
    )


def _organisers() -> Iterator[tuple[bool, str]]:
    from handbill.accounts.models import Group, Member, Role

    for group in Group.objects.all():
        count = Member.objects.active().filter(group=group, role=Role.ORGANISER).count()
        young = group.created_at > now() - timedelta(days=14)
        yield (
            count > 1 or young,
            f"group {group.id}: {count} can let others back in" + ("" if count > 1 else "; make a second organiser"),
        )
