"""Writers of one process take turns.

SQLite has one writer at a time and lets the others poll, longer and longer between, so that of many phones at once some
wait for seconds. Waiting here for the turn of one's own costs nothing. Not needed for right results, and PostgreSQL does
without.
"""

import contextlib
import threading

from django.db import connection

_turn = threading.Lock()
LONGEST_WAIT = 20  # seconds, as SQLite's own timeout; then its lock decides


@contextlib.contextmanager
def own_turn():
    """Wrap a writing transaction in this, from outside."""
    has_turn = connection.vendor == "sqlite" and _turn.acquire(timeout=LONGEST_WAIT)
    try:
        yield
    finally:
        if has_turn:
            _turn.release()
