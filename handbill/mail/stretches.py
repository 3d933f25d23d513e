"""Quick stretches: many mails a second, and still no mail whose row is not written before and after it.

A commit that waits for the disk costs more than the mail. Where the account lets through more than one mail a second, a
stretch of recipients is announced on the disk first, in one commit that waits (synchronous=FULL). Then each mail is
written down before and after in commits that do not wait: they survive the death of the process, not of the machine.

So after a kill the rows are right to one mail. When the machine has been started anew meanwhile (another boot id), nobody
knows about any of the stretch that was announced and not settled, and that is what resuming says. At one mail a second
and slower, and on PostgreSQL, every commit waits and there are no stretches.
"""

import contextlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.db import connection

from handbill.base.clock import now
from handbill.mail.models import Mailing, Recipient, Step
from handbill.mail.rows import Line

QUICK = 3600  # mails an hour
BOOT = Path("/proc/sys/kernel/random/boot_id")


@cache
def boot_id() -> str:
    """Empty where the system has none: then there are no stretches."""
    with contextlib.suppress(OSError):
        return BOOT.read_text(encoding="ascii").strip()[:36]
    return ""


def may_be_quick(hourly: int) -> bool:
    return hourly > QUICK and connection.vendor == "sqlite" and not connection.in_atomic_block and boot_id() != ""


@contextlib.contextmanager
def stretch(lines: list[Line]) -> Iterator[None]:
    """Announce them, then commit without waiting until the end of the block; the next waiting commit keeps all of it."""
    Recipient.objects.filter(id__in=[one.id for one in lines]).update(announced_at=now())
    _wait_for_the_disk("NORMAL")
    try:
        yield
    finally:
        _wait_for_the_disk("FULL")


def doubt_announced(mailing: Mailing) -> None:
    """Before resuming: after another start of the machine, what was announced and is not settled is not known."""
    announced = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED, announced_at__isnull=False)
    if mailing.boot != boot_id():
        announced.update(step=Step.UNKNOWN)
    Recipient.objects.filter(mailing=mailing).exclude(announced_at=None).update(announced_at=None)


def _wait_for_the_disk(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={how}")
