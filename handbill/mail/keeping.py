"""The keys of orders that are being sent: in the memory of one process, nowhere else, for at most 48 hours.

`handbill serve` has one process that lives as long as the service and does work later, and workers that answer pages and
are replaced every few hours. The key of an order is made where the order was given, in a worker, and is handed at once
to the first one over a socket of this machine that only our own processes can open (`let_workers_in`). Where there is no
such process, as under another WSGI server, it stays where it is. Either way it is in no file: when the process ends, the
order is paused.
"""

import contextlib
import json
import logging
import os
import secrets
import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import close_old_connections

from handbill.base import clock

LASTS = timedelta(hours=48)
DOOR, WORD = "HANDBILL_SENDER_DOOR", "HANDBILL_SENDER_WORD"
LONGEST_SLEEP = 20.0  # seconds

_log = logging.getLogger("handbill.mail")


@dataclass(frozen=True)
class Held:
    """An order's key, the word that says who may send it, and when it is forgotten."""

    mailing: uuid.UUID
    key: bytes = field(repr=False)
    holder: str
    ends_at: datetime


def hold(held: Held) -> None:
    """Give the key to the process that sends. Raises OSError where that one is away."""
    door = os.environ.get(DOOR)
    if door and os.environ.get(f"{DOOR}_PID") != str(os.getpid()):
        _hand_over(door, held)
    else:
        _here.take(held)


def let_workers_in() -> None:
    """In the process that lives as long as the service: from now on workers hand their keys to it."""
    from multiprocessing.connection import Listener

    word = secrets.token_bytes(32)
    listener = Listener(authkey=word)  # a socket in a folder of our own; a pipe on Windows
    os.environ[DOOR], os.environ[WORD] = str(listener.address), word.hex()
    os.environ[f"{DOOR}_PID"] = str(os.getpid())
    threading.Thread(target=_welcome, args=(listener,), name="sender’s door", daemon=True).start()


def turns() -> list[float | None]:
    """One turn for every order held here, as the thread does again and again; for tests with a clock of their own."""
    return [_here.turn(held) for held in list(_here.orders.values())]


def holds(mailing: uuid.UUID) -> bool:
    return mailing in _here.orders


def forget_all() -> None:
    """As if this process had just begun."""
    _here.orders.clear()
    _here.close_lines()


class Keeper:
    """The orders of this process, and the thread that sends them."""

    def __init__(self):
        self.orders: dict[uuid.UUID, Held] = {}
        self.lines: dict[uuid.UUID, object] = {}
        self.works_by_itself = True
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def take(self, held: Held) -> None:
        with self._lock:
            self.orders[held.mailing] = held
            if self.works_by_itself and not (self._thread and self._thread.is_alive()):
                self._thread = threading.Thread(target=self._keep_on, name="sender", daemon=True)
                self._thread.start()
        self._wake.set()

    def turn(self, held: Held) -> float | None:
        """Seconds until the next one; None when this process has nothing more to do with the order."""
        from handbill.mail.sender import Sender

        sender = self.lines.get(held.mailing)
        if sender is None or sender.held is not held:
            if sender:
                sender.close()
            sender = self.lines[held.mailing] = Sender(held)
        wait = sender.turn() if held.ends_at > clock.now() else sender.give_up("key_over")
        if wait is None:
            self._drop(held)
        return wait

    def close_lines(self) -> None:
        for sender in self.lines.values():
            sender.close()
        self.lines.clear()

    def _drop(self, held: Held) -> None:
        with self._lock:
            if self.orders.get(held.mailing) is held:
                del self.orders[held.mailing]
                self.lines.pop(held.mailing, None)

    def _keep_on(self) -> None:
        while True:
            self._wake.clear()
            with self._lock:
                waiting = list(self.orders.values())
                if not waiting:
                    self._thread = None
                    return
            waits = [self._safe_turn(held) for held in waiting]
            self._wake.wait(min([LONGEST_SLEEP, *(wait for wait in waits if wait is not None)]))

    def _safe_turn(self, held: Held) -> float | None:
        try:
            return self.turn(held)
        except Exception as failure:
            kind = type(failure).__name__
            _log.warning("mailing %s: a turn failed: %s", held.mailing, kind)
            return LONGEST_SLEEP
        finally:
            close_old_connections()


_here = Keeper()


def _hand_over(door: str, held: Held) -> None:
    from multiprocessing.connection import Client

    said = {
        "mailing": str(held.mailing),
        "key": held.key.hex(),
        "holder": held.holder,
        "ends_at": held.ends_at.isoformat(),
    }
    with Client(door, authkey=bytes.fromhex(os.environ[WORD])) as line:
        line.send_bytes(json.dumps(said).encode())
        if not line.poll(5) or line.recv_bytes(8) != b"taken":
            raise ConnectionError


def _welcome(listener) -> None:
    """Whoever knows the word hands a key over; nothing can be asked here."""
    while True:
        with contextlib.suppress(Exception), listener.accept() as line:
            said = json.loads(line.recv_bytes(2000))
            held = Held(
                uuid.UUID(said["mailing"]),
                bytes.fromhex(said["key"]),
                said["holder"],
                datetime.fromisoformat(said["ends_at"]),
            )
            _here.take(held)
            line.send_bytes(b"taken")
