"""Proof of work, asked for only while many sign up with one code at once: a second of a reader's phone, hours of a spammer.

The page shows a puzzle that names its moment and its code; the browser finds a number with which the puzzle's BLAKE2b
digest begins with BITS zeros. Nobody else is asked, and nothing about the reader is known by it.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict

from django.core import signing

from handbill.base import limits
from handbill.signup.door import Door

BITS = 15
LASTS = 3600  # seconds
SALT = "handbill.signup.work"
MOST_REMEMBERED = 20_000

_spent: OrderedDict[str, None] = OrderedDict()
_lock = threading.Lock()


def is_under_attack(door: Door) -> bool:
    return limits.is_used_up("sign-ups of a batch", door.whose)


def puzzle_for(door: Door) -> str:
    return signing.dumps([door.whose, secrets.token_hex(8)], salt=SALT)


def is_done(work: str, door: Door) -> bool:
    """`work` is the puzzle, a blank, and the number found; each is taken once."""
    puzzle, _blank, number = work.rpartition(" ")
    try:
        whose, _once = signing.loads(puzzle, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return whose == door.whose and _begins_with_zeros(f"{puzzle} {number}") and _spend(puzzle)


def forget() -> None:
    """Begin anew (tests)."""
    with _lock:
        _spent.clear()


def _begins_with_zeros(text: str) -> bool:
    digest = hashlib.blake2b(text.encode(), digest_size=32).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0


def _spend(puzzle: str) -> bool:
    with _lock:
        if puzzle in _spent:
            return False
        _spent[puzzle] = None
        while len(_spent) > MOST_REMEMBERED:
            _spent.popitem(last=False)
    return True
