"""The one place where the time is asked. Tests set it with `clock.stand_at(moment)`."""

import contextlib
from datetime import UTC, datetime

_standing: list[datetime] = []


def now() -> datetime:
    """This moment, with time zone UTC."""
    return _standing[-1] if _standing else datetime.now(UTC)


@contextlib.contextmanager
def stand_at(moment: datetime):
    """Let the clock stand at `moment` (with a time zone) inside the block."""
    _standing.append(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _standing.pop()
