"""One spelling for JSON values that are the same, and the hash of a fact's content.

Two contents are the same when kind, outing, made_at (as an instant) and body are: the order of keys does not matter, a
member that is null is absent, lists keep their order, and 1.0 is the number 1.
"""

import hashlib
import json
from datetime import datetime

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def canonical_json(value: object) -> str:
    return _encode(_canonical(value))


def content_hash(kind: object, outing: object, made_at: datetime | object, body: object) -> bytes:
    """32 bytes over the content of a fact. Also of one that cannot be read: it just never equals one that was filed."""
    instant = made_at.isoformat() if isinstance(made_at, datetime) else [made_at]
    text = _encode([_canonical(kind), _canonical(outing), _canonical(instant), _canonical(body) if body else body])
    return hashlib.sha256(text.encode()).digest()


def _canonical(value: object) -> object:
    if isinstance(value, dict):
        return {name: _canonical(inside) for name, inside in value.items() if inside is not None}
    if isinstance(value, list):
        return [_canonical(inside) for inside in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
