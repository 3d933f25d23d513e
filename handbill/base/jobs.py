"""Work done later: asked for in a transaction, done once by whichever process comes first, tried again when it fails.

A process that is killed in the middle loses its lease after LEASE and the job is done again: what a job does must bear
that. On PostgreSQL several processes take different jobs at once; on SQLite one transaction at a time may write anyway.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import close_old_connections, connection, transaction

from handbill.base.clock import now
from handbill.base.models import Job

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 8
KEPT = timedelta(days=60)
EVERY = 20  # seconds between looks

_work: dict[str, Callable[[str], None]] = {}
_rounds: list[Callable[[], None]] = []
_log = logging.getLogger("handbill.jobs")


def work(name: str):
    """A decorator: this function does the jobs called `name`; it is given the job's `given`."""

    def register(function):
        _work[name] = function
        return function

    return register


def each_round(function: Callable[[], None]):
    """A decorator: called before every look for jobs, to ask for what the clock brings."""
    if function not in _rounds:
        _rounds.append(function)
    return function


def ask(name: str, key: str, given: str = "", *, group=None, run_after=None) -> Job:
    """Part of the caller's transaction. A key that was asked for before changes nothing."""
    job, _ = Job.objects.get_or_create(
        key=key, defaults={"name": name, "given": given, "group": group, "run_after": run_after or now()}
    )
    return job


def do_due() -> int:
    """Does every job that is due, one after the other; returns how many were tried."""
    tried = 0
    while job := _take():
        tried += 1
        _do(job)
    return tried


def _take() -> Job | None:
    with transaction.atomic():
        due = Job.objects.filter(done_at=None, run_after__lte=now(), attempts__lt=MOST_ATTEMPTS).order_by("run_after")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job:
            job.attempts += 1
            job.run_after = now() + LEASE
            job.save(update_fields=["attempts", "run_after"])
        return job


def _do(job: Job) -> None:
    try:
        _work[job.name](job.given)
    except Exception as failure:
        job.error = type(failure).__name__[:80]
        job.run_after = now() + timedelta(minutes=2**job.attempts)
        job.save(update_fields=["error", "run_after"])
        _log.warning("job %s failed: %s", job.id, job.error)
    else:
        Job.objects.filter(pk=job.pk).update(done_at=now(), error="")


def one_round() -> int:
    """What the clock brings, then what is due; forgets jobs done long ago."""
    for function in _rounds:
        function()
    Job.objects.filter(done_at__lt=now() - KEPT).delete()
    return do_due()


def start_working() -> threading.Thread:
    """In a thread of this process, which ends with it."""
    thread = threading.Thread(target=keep_working, name="jobs", daemon=True)
    thread.start()
    return thread


def keep_working(stop: threading.Event | None = None) -> None:
    """Rounds until `stop` is set. A round that fails is told to the log, and the next one comes."""
    stop = stop or threading.Event()
    while not stop.wait(EVERY):
        try:
            one_round()
        except Exception as failure:
            kind = type(failure).__name__
            _log.warning("a round of jobs failed: %s", kind)
        finally:
            close_old_connections()
