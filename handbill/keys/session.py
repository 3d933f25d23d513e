"""The key in a session: the cookie's token finds the row and opens it, the row alone does neither.

row id = SHA-256("row" | token)
kept   = SecretBox(HMAC-SHA256(token, "key"), secret)      24 + 16 + 32 = 72 bytes, libsodium's crypto_secretbox
"""

import hashlib
import hmac
import secrets

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from handbill.keys.errors import CannotOpen

TOKEN_BYTES = 32


def new_token() -> bytes:
    """256 random bits for the cookie; they are stored nowhere on the server."""
    return secrets.token_bytes(TOKEN_BYTES)


def row_id(token: bytes) -> bytes:
    """The 32 bytes under which the session's row is found."""
    return hashlib.sha256(b"row" + token).digest()


def keep(token: bytes, secret: bytes) -> bytes:
    """The member's secret as the row may hold it."""
    return bytes(_box(token).encrypt(secret))


def fetch(token: bytes, kept: bytes) -> bytes:
    """The member's secret again. Raises CannotOpen for any other token."""
    try:
        return _box(token).decrypt(kept)
    except (CryptoError, ValueError):
        raise CannotOpen("not this session's token") from None


def _box(token: bytes) -> SecretBox:
    if len(token) != TOKEN_BYTES:
        raise ValueError("a token has 32 bytes")
    return SecretBox(hmac.new(token, b"key", hashlib.sha256).digest())
