"""What can be asked: the entry point, events, one event. People are not given: their names are sealed, a token has no key."""

from datetime import UTC

from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.operations.outings import outing_of
from handbill.exchange.osdi.hal import CURIES, MEDIA, MOST, PARAMETERS, collection, link
from handbill.plan.models import Outing

HAL = {"type": "object"}


def entry_point(asking: Asking) -> dict:
    links = {
        "curies": CURIES,
        "self": link("/", title="This entry point"),
        "osdi:events": link("/events", title="Outings"),
        "docs": {"href": "/api/", "title": "What the API can be asked"},
    }
    return {"motd": asking.group.name, "max_pagesize": MOST, "_links": links}


def events(asking: Asking) -> dict:
    rows = Outing.objects.visible_to(asking.by).select_related("place").order_by("starts_at", "id")
    return collection(rows, "events", asking, written)


def event(asking: Asking) -> dict:
    found = written(outing_of(Outing.objects.visible_to(asking.by), asking))
    return {**found, "_links": {"curies": CURIES, **found["_links"]}}


def written(row: Outing) -> dict:
    """No lead and no who comes along, as in the API; no modified_date, since none is kept."""
    return {
        "identifiers": [f"handbill:{row.id}"],
        "origin_system": "Handbill",
        "created_date": _moment(row.made_at),
        "name": row.place.name,
        "title": row.place.name,
        "type": "open",
        "status": "cancelled" if row.is_cancelled else "confirmed",
        "start_date": _moment(row.starts_at),
        "end_date": _moment(row.ends_at),
        "all_day": False,
        "visibility": "private",
        "location": {"venue": row.place.name},
        "_links": {"self": link(f"/events/{row.id}")},
    }


def _moment(value) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


TABLE = (
    Operation("entry_point", "GET", "/", "", "The entry point", HAL, entry_point, media=MEDIA),
    Operation("events", "GET", "/events", "outings:read", "Outings as events", HAL, events, PARAMETERS, media=MEDIA),
    Operation("event", "GET", "/events/{outing}", "outings:read", "One outing", HAL, event, media=MEDIA),
)
