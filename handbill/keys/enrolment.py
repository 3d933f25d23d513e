"""A member's own phone, enrolled once with the password: afterwards six digits unlock it, while the server still helps.

    phone share, server share = 32 random bytes each
    wrap  = 01 | nonce24 | XChaCha20-Poly1305(BLAKE2b(phone share, server share), secret, aad = "hb-enrolled-1")
    check = BLAKE2b(phone share, PIN)

The phone keeps its share and nothing else; the server keeps server share, check and wrap. The server's disk cannot try
PINs, since the check is keyed with the phone's share; the phone alone cannot try any, since the server counts and
destroys its share after MOST_TRIES wrong ones. Counting and destroying is the caller's part.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field

from handbill.keys.aead import KEY_BYTES, lock, new_key, open_locked
from handbill.keys.errors import CannotOpen, WrongPassword

MOST_TRIES = 5
DAYS = 30
_WRAP_LABEL = b"hb-enrolled-1"
_CHECK_LABEL = b"hb-pin-1"


@dataclass(frozen=True)
class ServerPart:
    """What the server stores of an enrolled phone: share (32 bytes), check (32), wrap (73)."""

    share: bytes = field(repr=False)
    check: bytes
    wrap: bytes


@dataclass(frozen=True)
class Enrolment:
    """A fresh enrolment: `phone_share` goes to the phone once and is kept nowhere else."""

    phone_share: bytes = field(repr=False)
    server: ServerPart


def enrol(secret: bytes, pin: str) -> Enrolment:
    """Splits the way to a member's secret between phone and server. ValueError for a PIN that `is_weak_pin`."""
    if is_weak_pin(pin):
        raise ValueError("six digits that are not guessed first")
    phone_share, share = new_key(), new_key()
    wrap = lock(_key(phone_share, share), secret, _WRAP_LABEL)
    return Enrolment(phone_share, ServerPart(share, _check(phone_share, pin), wrap))


def open_enrolled(server: ServerPart, phone_share: bytes, pin: str) -> bytes:
    """The member's secret. Raises WrongPassword; the caller counts it as a try."""
    if len(phone_share) != KEY_BYTES or not hmac.compare_digest(_check(phone_share, pin), server.check):
        raise WrongPassword
    try:
        return open_locked(_key(phone_share, server.share), server.wrap, _WRAP_LABEL)
    except CannotOpen:
        raise WrongPassword from None


def is_weak_pin(pin: str) -> bool:
    """Not six digits, a digit or pair or triple repeated, counting up or down, or starting like a year."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        return True
    repeated = any(pin == pin[:size] * (6 // size) for size in (1, 2, 3))
    return (
        repeated
        or pin in "01234567890123456789"
        or pin in "98765432109876543210"
        or bool(re.fullmatch(r"(19|20)[0-9]{4}", pin))
    )


def _key(phone_share: bytes, share: bytes) -> bytes:
    return hashlib.blake2b(share, key=phone_share, person=_WRAP_LABEL, digest_size=KEY_BYTES).digest()


def _check(phone_share: bytes, pin: str) -> bytes:
    return hashlib.blake2b(
        pin.encode("utf-8", "replace"), key=phone_share, person=_CHECK_LABEL, digest_size=KEY_BYTES
    ).digest()
