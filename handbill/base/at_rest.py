"""What this instance must read while nobody is signed in, locked under its own secret.

The database holds it locked, the secret lies beside the database: a copy of the database alone opens nothing. `purpose`
keeps one use from opening another's, `context` ties it to its row.
"""

import hashlib

from django.conf import settings

from handbill.keys.aead import lock, open_locked


def lock_at_rest(purpose: bytes, secret: bytes, context: bytes) -> bytes:
    """`purpose` is at most 16 bytes."""
    return lock(_key(purpose), secret, context)


def open_at_rest(purpose: bytes, locked: bytes, context: bytes) -> bytes:
    """Raises keys.errors.CannotOpen, also where the instance's secret is another one than it was."""
    return open_locked(_key(purpose), bytes(locked), context)


def _key(purpose: bytes) -> bytes:
    return hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=purpose).digest()
