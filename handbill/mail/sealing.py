"""The list of one order, each line locked under a key that is in no file. Lengths are hidden up to 64 bytes."""

import json
import uuid

from handbill.keys.aead import lock, open_locked

_STEP = 64


def lock_line(key: bytes, recipient: uuid.UUID, name: str, address: str) -> bytes:
    line = json.dumps([name[:200], address], ensure_ascii=False).encode()
    return lock(key, line + b" " * (-len(line) % _STEP), _context(recipient))


def open_line(key: bytes, recipient: uuid.UUID, locked: bytes) -> tuple[str, str]:
    """Name and address. Raises CannotOpen."""
    name, address = json.loads(open_locked(key, bytes(locked), _context(recipient)))
    return name, address


def _context(recipient: uuid.UUID) -> bytes:
    return b"hb-mailing-1" + recipient.bytes
