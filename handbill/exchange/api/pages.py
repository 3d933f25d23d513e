"""Long lists in pages: a cursor says after which row the next page begins, so that nothing is missed or met twice."""

import base64
import binascii
import json
from collections.abc import Callable

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from handbill.exchange.api.problems import bad_parameters
from handbill.exchange.api.schema import faults, list_of, moment_of, object_of, or_null, whole

MOST, USUAL = 200, 50
CURSOR = {"type": "string", "maxLength": 200, "description": "as `next` gave it; nothing else fits"}
PARAMETERS = {"cursor": CURSOR, "limit": {**whole(MOST, 1), "default": USUAL}}
NEXT = or_null({"type": "string"})


def page_schema(item: dict) -> dict:
    """Items, and the address of the next page or null."""
    return object_of({"items": list_of(item), "next": NEXT})


def page_of(
    rows: QuerySet, key: str, parameters: dict, written: Callable[[Model], dict], schema: dict, tie: str = "id"
) -> tuple[list[dict], str | None]:
    """The page of `rows` in the order of `key` and `tie`, and the next cursor. `schema` is what a key is written as."""
    limit = int(parameters.get("limit", USUAL))
    if "cursor" in parameters:
        rows = rows.filter(_after(key, tie, *_read(parameters["cursor"], schema)))
    found = list(rows.order_by(key, tie)[: limit + 1])
    more = _write(getattr(found[limit - 1], key), getattr(found[limit - 1], tie)) if len(found) > limit else None
    return [written(row) for row in found[:limit]], more


def _after(key: str, tie: str, value: object, last: object) -> Q:
    """Later by `key`, or as late and behind by `tie`."""
    return Q(**{f"{key}__gt": value}) | Q(**{key: value, f"{tie}__gt": last})


def _write(value: object, last: object) -> str:
    plain = value.isoformat() if hasattr(value, "isoformat") else value
    raw = json.dumps([plain, last if isinstance(last, int) else str(last)], ensure_ascii=True).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(cursor: str, schema: dict) -> tuple[object, object]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        value, last = json.loads(raw)
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise _bad() from None
    is_id = (
        {"type": "integer", "minimum": 0, "maximum": 2**62}
        if isinstance(last, int)
        else {"type": "string", "format": "uuid"}
    )
    if faults(schema, value) or faults(is_id, last):
        raise _bad()
    return (moment_of(value) if schema.get("format") == "date-time" else value), last


def _bad():
    sentence = _("This is no cursor of this list. Begin again without one.")
    return bad_parameters([{"pointer": "/cursor", "detail": sentence}])
