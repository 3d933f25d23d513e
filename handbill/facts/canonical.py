"""One spelling for JSON values that are the same, and the hash of a fact's content.

Two contents are the same when kind, outing, made_at (as an instant) and body are: the order of keys does not matter, a
member that is null is absent, lists keep their order, and 1.0 is the number 1. The hash is SHA-256 over the JSON list
[kind, outing, instant in UTC ("2026-09-12 15:04:05.5"), body] in that spelling, without spaces.
"""

import hashlib
import json
from json.encoder import c_make_encoder, encode_basestring_ascii

_spelling = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
# What JSONEncoder.encode would make anew for every value: half the time of a small body.
_chunks = c_make_encoder and c_make_encoder(None, None, encode_basestring_ascii, None, ":", ",", True, False, True)
_PLAIN = frozenset({str, int, bool})


def canonical_json(value: object) -> str:
    """The one spelling of a JSON value."""
    if type(value) is dict and _PLAIN.issuperset(map(type, value.values())):
        return _encode(value)
    return _encode(_canonical(value))


def hash_of(text: str) -> bytes:
    """32 bytes over a content in its one spelling."""
    return hashlib.sha256(text.encode()).digest()


def odd_hash(kind: object, outing: object, made_at: object, body: str) -> bytes:
    """The same over a content that cannot be read: the time stands in a list of its own, so it never equals a good one."""
    return hash_of(f"[{canonical_json(kind)},{canonical_json(outing)},{canonical_json([made_at])},{body}]")


def _encode(value: object) -> str:
    return "".join(_chunks(value, 0)) if _chunks else _spelling.encode(value)


def _canonical(value: object) -> object:
    if isinstance(value, dict):
        return {name: _canonical(inside) for name, inside in value.items() if inside is not None}
    if isinstance(value, list):
        return [_canonical(inside) for inside in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
