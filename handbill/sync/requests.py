"""A batch as it stands in a request, read in the order in which SYNC.md states what can be wrong with it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from handbill.base import wire
from handbill.base.limits import address_of, check_rate
from handbill.base.wire import Doubled, NotJson
from handbill.facts.fields import parsed_moment
from handbill.plan.joinings import joining_of
from handbill.plan.models import Joining

MOST_FACTS = 500
MOST_BYTES = 1024 * 1024
MOST_WAITING = 2_000_000_000
FIELDS = frozenset({"facts", "waiting", "sent_at"})


@dataclass(frozen=True)
class Batch:
    """Who sends, and what."""

    joining: Joining
    entries: list
    waiting: int | None
    sent_at: datetime | None


def read_batch(request: HttpRequest) -> Batch:
    """Raises Refusal: 429 slow_down, 415 not_json_type, 413 too_large, 401 phone_unknown, 400 not_json."""
    token = wire.token_of(request)
    check_rate("phones of an address", address_of(request))
    check_rate("phone", token)
    raw = wire.read_raw(request, MOST_BYTES)
    met: list[str] = []
    value = _parsed(raw, met)
    entries = value.get("facts") if isinstance(value, dict) else None
    if isinstance(entries, list) and len(entries) > MOST_FACTS:
        raise wire.too_large()
    joining = joining_of(token) if token else None
    if joining is None:
        raise wire.phone_unknown()
    _check_frame(value)
    return Batch(
        joining, marked(entries) if met else entries, _waiting(value.get("waiting")), _sent_at(value.get("sent_at"))
    )


def marked(entries: list) -> list:
    """Entries with a name that stands twice somewhere inside become Doubled, so that only they are refused."""
    return [_marked(entry) for entry in entries]


def _marked(entry: object) -> object:
    name = wire.doubled_name(entry)
    if name is None or not isinstance(entry, dict):
        return entry
    doubled = Doubled(entry)
    doubled.name = name
    return doubled


def _parsed(raw: bytes | None, met: list[str]) -> object:
    try:
        return wire.parse(raw, met)
    except NotJson:
        return None


def _check_frame(value: object) -> None:
    if not isinstance(value, dict):
        raise wire.not_json()
    if isinstance(value, Doubled):
        raise wire.not_json(value.name)
    for name, inside in value.items():
        if name not in FIELDS and inside is not None:
            raise wire.not_json(name)
    if not isinstance(value.get("facts"), list):
        raise wire.not_json("facts")


def _waiting(value: object) -> int | None:
    if value is None:
        return None
    is_whole = type(value) is int or (type(value) is float and value.is_integer())
    if not is_whole or not 0 <= value <= MOST_WAITING:
        raise wire.not_json("waiting")
    return int(value)


def _sent_at(value: object) -> datetime | None:
    if value is None:
        return None
    moment = parsed_moment(value)
    if moment is None:
        raise wire.not_json("sent_at")
    return moment
