"""The first rung: a password that unwraps a member's secret. That it unwraps is the whole check, there is no second hash.

    key  = Argon2id(password, salt16, 64 MiB, 3 passes, 1 lane)     RFC 9106; libsodium's crypto_pwhash
    wrap = 01 | nonce24 | XChaCha20-Poly1305(key, secret, aad = "hb-password-1")     73 bytes

The parameters are stored beside each wrap, so that they can be raised at a member's next sign-in. The password is taken
in NFKC with runs of spaces as one, so that another keyboard or a doubled space does not lock anybody out.
"""

import secrets
import threading
import unicodedata
from dataclasses import dataclass

from nacl.pwhash import argon2id

from handbill.keys.aead import KEY_BYTES, lock, open_locked
from handbill.keys.errors import CannotOpen, WrongPassword

SALT_BYTES = argon2id.SALTBYTES
# Above these a stored ladder was tampered with, or comes from a future version: it must not eat the machine.
MOST_OPS, MOST_MEM = 16, 512 * 1024 * 1024
AT_ONCE = 2  # 2 times 64 MiB is what a machine with 512 MiB can spare
_CONTEXT = b"hb-password-1"
_turnstile = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Cost:
    """How slow a password is made: passes, and memory in bytes."""

    ops: int = 3
    mem: int = 64 * 1024 * 1024


STANDARD = Cost()


@dataclass(frozen=True)
class Ladder:
    """How a password became a key: salt (16 bytes), passes, memory in bytes."""

    salt: bytes
    ops: int
    mem: int


@dataclass(frozen=True)
class Wrapped:
    """A secret under a password: the ladder and the wrap (73 bytes), stored together."""

    ladder: Ladder
    wrap: bytes


def wrap_secret(password: str, secret: bytes, cost: Cost = STANDARD) -> Wrapped:
    """Wraps a secret (32 bytes) anew. About 0.2 s of one core and 64 MiB at the standard cost."""
    ladder = _new_ladder(cost)
    return Wrapped(ladder, lock(_climb(password, ladder), secret, _CONTEXT))


def unwrap_secret(password: str, wrapped: Wrapped) -> bytes:
    """The secret. Raises WrongPassword."""
    try:
        return open_locked(_climb(password, wrapped.ladder), wrapped.wrap, _CONTEXT)
    except CannotOpen:
        raise WrongPassword from None


def needs_raise(ladder: Ladder, cost: Cost = STANDARD) -> bool:
    """Whether the secret should be wrapped anew now that the password is at hand."""
    return ladder.ops < cost.ops or ladder.mem < cost.mem


def check_against_nothing(password: str, cost: Cost = STANDARD) -> None:
    """For a name nobody has: takes as long as a real check and raises WrongPassword, so that time tells no names."""
    _climb(password, _new_ladder(cost))
    raise WrongPassword


def normal(password: str) -> str:
    """The password as it is used: NFKC, runs of spaces as one, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", password).split())


def _new_ladder(cost: Cost) -> Ladder:
    return Ladder(secrets.token_bytes(SALT_BYTES), cost.ops, cost.mem)


def _climb(password: str, ladder: Ladder) -> bytes:
    if ladder.ops > MOST_OPS or ladder.mem > MOST_MEM:
        raise WrongPassword
    with _turnstile:
        text = normal(password).encode("utf-8", "replace")
        return argon2id.kdf(KEY_BYTES, text, ladder.salt, opslimit=ladder.ops, memlimit=ladder.mem)
