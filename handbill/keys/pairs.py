"""Pairs of keys (X25519), secrets sealed to them, and the keys derived from a group's secret.

A sealed secret is `crypto_box_seal(01 | "secret" | id16 | secret32, public)`, 103 bytes (libsodium sealed box:
ephemeral X25519, XSalsa20-Poly1305). The id is the key id of the secret inside; with it and the word "secret" a stored
value can neither be swapped for another nor pass for the wrap of a card.

Derived keys are BLAKE2b-256 with the group's secret as key and a label as personalisation (RFC 7693, 16 bytes).
"""

import hashlib
import uuid
from dataclasses import dataclass, field

from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_scalarmult_base
from nacl.exceptions import CryptoError

from handbill.keys.aead import KEY_BYTES, VERSION, new_key
from handbill.keys.errors import CannotOpen

SEALED_SECRET_BYTES = 48 + 1 + 6 + 16 + KEY_BYTES
_KIND = VERSION + b"secret"
_CARD_LABEL = b"hb-card-key-1"
_INDEX_LABEL = b"hb-index-key-1"


@dataclass(frozen=True)
class Pair:
    """An X25519 pair; the secret never shows in a repr, so never in a traceback."""

    public: bytes
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Reader:
    """Somebody a card or text can be sealed to: the id of a key and its public half (32 bytes)."""

    key_id: uuid.UUID
    public: bytes


@dataclass(frozen=True)
class GroupKeys:
    """What an epoch's secret gives: the key of the symmetric card wraps, and the key of the search index."""

    card: bytes = field(repr=False)
    index: bytes = field(repr=False)


@dataclass(frozen=True)
class NextEpoch:
    """A new group pair, and the old secret sealed to it, so that old cards open until they are rewrapped."""

    pair: Pair
    carried: bytes


def new_pair() -> Pair:
    """A fresh pair."""
    return pair_of(new_key())


def pair_of(secret: bytes) -> Pair:
    """The pair of a stored secret (32 bytes); the public half follows from it."""
    if len(secret) != KEY_BYTES:
        raise ValueError("a secret has 32 bytes")
    return Pair(public=crypto_scalarmult_base(secret), secret=secret)


def seal_secret(secret: bytes, id: uuid.UUID, public: bytes) -> bytes:
    """Seals a 32-byte secret whose key id is `id` to a public key: group secret to an organiser, to the recovery key."""
    if len(secret) != KEY_BYTES:
        raise ValueError("a secret has 32 bytes")
    return box_to(public, _KIND + id.bytes + secret)


def open_secret(sealed: bytes, id: uuid.UUID, pair: Pair) -> bytes:
    """The secret again. Raises CannotOpen when it is another pair's, or the secret of another key than `id`."""
    plain = unbox(sealed, pair)
    head = _KIND + id.bytes
    if len(plain) != len(head) + KEY_BYTES or plain[: len(head)] != head:
        raise CannotOpen("not the secret of this key")
    return plain[len(head) :]


def next_epoch(old_secret: bytes, old_id: uuid.UUID) -> NextEpoch:
    """When an organiser leaves: a fresh pair, and the old secret carried to it (`open_secret` with `old_id`)."""
    pair = new_pair()
    return NextEpoch(pair, seal_secret(old_secret, old_id, pair.public))


def group_keys(secret: bytes) -> GroupKeys:
    """The two keys derived from one epoch's secret. A new epoch has a new index."""
    return GroupKeys(card=_derive(secret, _CARD_LABEL), index=_derive(secret, _INDEX_LABEL))


def new_no_contact_key() -> bytes:
    """The key of the 'wants no contact' entries.

    It outlives every epoch, so it is not derived from one: made once at founding and sealed anew (`seal_secret`) to each
    epoch's public key.
    """
    return new_key()


def box_to(public: bytes, message: bytes) -> bytes:
    """A libsodium sealed box: 48 bytes longer than the message. ValueError for what is no usable public key."""
    if len(public) != KEY_BYTES:
        raise ValueError("a public key has 32 bytes")
    try:
        return crypto_box_seal(message, public)
    except CryptoError:
        raise ValueError("this public key is a weak point of the curve") from None


def unbox(box: bytes, pair: Pair) -> bytes:
    """What is in a sealed box. Raises CannotOpen."""
    try:
        return crypto_box_seal_open(box, pair.public, pair.secret)
    except (CryptoError, TypeError):  # TypeError is PyNaCl's word for a box shorter than its own overhead
        raise CannotOpen("sealed to another key, or changed") from None


def _derive(secret: bytes, label: bytes) -> bytes:
    if len(secret) != KEY_BYTES:
        raise ValueError("a secret has 32 bytes")
    return hashlib.blake2b(key=secret, person=label, digest_size=KEY_BYTES).digest()
