"""One symmetric lock for the whole room: `01 | nonce24 | XChaCha20-Poly1305(key, message, context)`.

XChaCha20-Poly1305 as in libsodium (crypto_aead_xchacha20poly1305_ietf; draft-irtf-cfrg-xchacha): 24-byte random nonces
need no counter, the 16-byte tag covers message and context. A locked message is 41 bytes longer than the plain one.
"""

import secrets

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from handbill.keys.errors import CannotOpen

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 24
OVERHEAD = len(VERSION) + NONCE_BYTES + 16


def new_key() -> bytes:
    """A fresh random key (32 bytes)."""
    return secrets.token_bytes(KEY_BYTES)


def lock(key: bytes, message: bytes, context: bytes) -> bytes:
    """Encrypts `message`; opens only with the same key (32 bytes) and the same context (any length, not secret)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(message, context, nonce, key)


def open_locked(key: bytes, locked: bytes, context: bytes) -> bytes:
    """The message that was locked. Raises CannotOpen."""
    if len(locked) < OVERHEAD or locked[:1] != VERSION:
        raise CannotOpen("not a locked value of version 1")
    nonce, cipher = locked[1 : 1 + NONCE_BYTES], locked[1 + NONCE_BYTES :]
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(cipher, context, nonce, key)
    except CryptoError:
        raise CannotOpen("wrong key, wrong context or changed bytes") from None
