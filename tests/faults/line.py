"""The line between a handset and the server's real views, and what can befall one request on it."""

import contextlib
import random
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import OperationalError, close_old_connections, connection
from django.test import Client

from handbill.base import clock
from tests.faults.instance import Answer
from tests.phone import Lost

DEEP = 40  # a batch is some twenty statements: the later ones of these are never reached
ON_THE_WAY = ("gone", "unheard", "twice", "late", "half")
AT_THE_SERVER = ("killed", "cut off", "full", "busy")


class Killed(BaseException):
    """The server's process ended here: no clause of its code sees it."""


@dataclass
class Afloat:
    """A request that is under way for longer than the phone waits."""

    ask: Callable[[], object]


@dataclass
class Line:
    """Stands where the tests' phone has a client. `shares` says how often which mishap comes, of all requests."""

    draw: random.Random
    shares: dict[str, float]
    afloat: deque = field(default_factory=deque)
    met: Counter = field(default_factory=Counter)
    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))

    def post(self, path: str, raw: bytes, content_type: str, headers: dict) -> Answer:
        def ask() -> Answer:
            try:
                answer = self.client.post(path, raw, content_type=content_type, headers=headers)
            finally:
                close_old_connections()  # as the server does after each request
            return Answer(answer.status_code, answer.content)

        mishap = self._drawn()
        self.met[mishap or "well"] += 1
        return getattr(self, "_" + (mishap or "well").replace(" ", "_"))(ask)

    def calm(self) -> None:
        self.shares = {}

    def deliver(self) -> bool:
        """The oldest request that was under way arrives; nobody hears the answer any more."""
        if not self.afloat:
            return False
        self.afloat.popleft()()
        return True

    def _drawn(self) -> str | None:
        point = self.draw.random()
        for mishap, share in self.shares.items():
            point -= share
            if point < 0:
                return mishap
        return None

    def _well(self, ask):
        return ask()

    def _gone(self, ask):
        raise Lost

    def _unheard(self, ask):
        ask()
        raise Lost

    def _twice(self, ask):
        first, second = ask(), ask()
        return self.draw.choice([first, second])

    def _late(self, ask):
        self.afloat.append(ask)
        if self.draw.random() < 0.3:
            self.draw.shuffle(self.afloat)
        raise Lost

    def _half(self, ask):
        answer = ask()
        return Answer(answer.status_code, answer.content[: self.draw.randrange(len(answer.content))])

    def _killed(self, ask):
        def killed():
            raise Killed

        with contextlib.suppress(Killed), connection.execute_wrapper(at_statement(self.draw.randint(1, DEEP), killed)):
            ask()
        raise Lost

    def _cut_off(self, ask):
        with connection.execute_wrapper(at_statement(self.draw.randint(1, DEEP), cut)):
            return told_later(ask())

    def _full(self, ask):
        with no_more_space(self.draw):
            return told_later(ask())

    def _busy(self, ask):
        with somebody_else_writes():
            return told_later(ask())


def told_later(answer: Answer) -> Answer:
    """A database that cannot write is told to the phone in the agreed form, whatever it could not do."""
    assert answer.status_code in (200, 201, 401, 404, 410, 503), answer
    if answer.status_code == 503:
        assert answer.json()["code"] == "try_later"
    return answer


def at_statement(number: int, happens: Callable[[], None]):
    """A wrapper round each statement: before the one with this number something happens."""
    left = [number]

    def run(execute, sql, params, many, context):
        left[0] -= 1
        if left[0] == 0:
            happens()
        return execute(sql, params, many, context)

    return run


def cut() -> None:
    """PostgreSQL ends this very connection; a SQLite file cannot be read for a moment."""
    if connection.vendor == "sqlite":
        raise OperationalError("disk I/O error")
    import psycopg

    number = connection.connection.info.backend_pid
    known = connection.get_connection_params()
    wanted = {name: known[name] for name in ("host", "port", "user", "password", "dbname") if known.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [number])


@contextlib.contextmanager
def no_more_space(draw: random.Random):
    """SQLite may not grow by a page more; PostgreSQL says that its disk is full at some statement."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA max_page_count = 1073741823")
        return
    with connection.execute_wrapper(at_statement(draw.randint(1, DEEP), disk_full)):
        yield


def disk_full() -> None:
    raise OperationalError("could not extend file: No space left on device")


@contextlib.contextmanager
def somebody_else_writes():
    """Another process holds the database for longer than anybody waits."""
    if connection.vendor != "sqlite":
        with connection.execute_wrapper(at_statement(2, lock_timeout)):
            yield
        return
    import sqlite3

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")


def lock_timeout() -> None:
    raise OperationalError("canceling statement due to lock timeout")


class Clock:
    """The server's clock, which somebody sets."""

    def __init__(self, moment: datetime):
        self.moment = moment
        self.standing = contextlib.ExitStack()
        self.set(moment)

    def set(self, moment: datetime) -> None:
        self.standing.close()
        self.moment = self.standing.enter_context(clock.stand_at(moment))

    def close(self) -> None:
        self.standing.close()
