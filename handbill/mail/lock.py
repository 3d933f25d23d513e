"""The mail account's password: opened by this instance alone, which must send while nobody is signed in.

Its key comes from the instance's own secret, which lies beside the database and in no backup: a stolen backup or a copy of
the database does not open it, whoever has the machine does.
"""

import hashlib

from django.conf import settings

from handbill.accounts.models import Group
from handbill.keys.aead import lock, open_locked
from handbill.keys.errors import CannotOpen


def lock_password(group: Group, password: str) -> bytes:
    return lock(_key(), password.encode(), _context(group)) if password else b""


def open_password(group: Group, locked: bytes) -> str:
    """Empty where there is none, or where the instance's secret is another one: then it has to be typed again."""
    if not locked:
        return ""
    try:
        return open_locked(_key(), bytes(locked), _context(group)).decode()
    except CannotOpen:
        return ""


def _key() -> bytes:
    return hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"handbill mail").digest()


def _context(group: Group) -> bytes:
    return b"hb-mail-1" + group.id.bytes
