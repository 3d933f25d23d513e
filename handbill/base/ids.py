"""Time-ordered ids: UUID version 7 (RFC 9562, section 5.7)."""

import secrets
import uuid
from datetime import datetime

from handbill.base import clock


def new_id(at: datetime | None = None) -> uuid.UUID:
    """A fresh UUIDv7 whose first 48 bits are the milliseconds of `at` (default: now)."""
    milliseconds = int((at or clock.now()).timestamp() * 1000)
    number = (
        (milliseconds & (1 << 48) - 1) << 80
        | 0x7 << 76
        | secrets.randbits(12) << 64
        | 0b10 << 62
        | secrets.randbits(62)
    )
    return uuid.UUID(int=number)
