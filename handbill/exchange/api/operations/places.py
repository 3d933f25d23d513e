"""Places the group goes to."""

from django.utils.translation import gettext as _

from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.operations.outings import SETTING
from handbill.exchange.api.pages import PARAMETERS, page_of, page_schema
from handbill.exchange.api.problems import bad_body, not_found
from handbill.exchange.api.schema import TRUTH, UUID, object_of, text
from handbill.plan.actions import place_named
from handbill.plan.models import Place

PLACE = object_of({"id": UUID, "name": {"type": "string"}, "setting": SETTING, "is_in_use": TRUTH})
NEW = object_of({"name": text(120, 1), "setting": SETTING})


def places(asking: Asking) -> tuple[list, str | None]:
    return page_of(Place.objects.visible_to(asking.by), "name", asking.parameters, written, {"type": "string"})


def place(asking: Asking) -> dict:
    found = Place.objects.visible_to(asking.by).filter(id=asking.parts["place"]).first()
    if found is None:
        raise not_found()
    return written(found)


def name_place(asking: Asking) -> dict:
    """The place of that name, whatever its capitals; a new one where there is none."""
    if not asking.body["name"].strip():
        raise bad_body([{"pointer": "/name", "detail": _("This must not be empty.")}])
    return written(place_named(asking.body["name"], asking.body["setting"], group=asking.group, by=asking.by))


def written(row: Place) -> dict:
    return {"id": str(row.id), "name": row.name, "setting": row.setting, "is_in_use": row.ended_at is None}


OPERATIONS = (
    Operation(
        "places", "GET", "/places", "outings:read", "Places, by name",
        page_schema(PLACE), places, PARAMETERS, is_list=True,
    ),
    Operation(
        "name_place", "POST", "/places", "outings:write",
        "Name a place: the one of that name, or a new one", PLACE, name_place, body=NEW, status=201,
    ),
    Operation("place", "GET", "/places/{place}", "outings:read", "One place", PLACE, place),
)  # fmt: skip
