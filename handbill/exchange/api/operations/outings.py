"""Outings: when and where the group goes; read, planned, changed, called off. Who comes along is never said."""

from datetime import UTC, timedelta

from django.utils.translation import gettext as _

from handbill.base.clock import now
from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.pages import PARAMETERS, page_of, page_schema
from handbill.exchange.api.problems import Problem, bad_body, bad_parameters, not_found
from handbill.exchange.api.schema import MOMENT, TRUTH, UUID, moment_of, object_of, one_of, or_null, text, whole
from handbill.plan.actions import cancel_outing, change_outing, plan_outing, restore_outing
from handbill.plan.forms.outing import DAYS_AHEAD, GOAL_FIELDS, MOST_GOALS
from handbill.plan.models import Outing, Place, Setting

LONGEST = timedelta(hours=24)
SETTING = one_of(*Setting.values)
LANGUAGE = {"type": "string", "maxLength": 35, "pattern": r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$"}
DETAILS = {
    "held_by": text(120),
    "language": LANGUAGE,
    "crowd_expected": or_null(whole(1_000_000, 1)),
    "people_needed": or_null(whole(500, 1)),
    "goal_conversations": or_null(whole(100_000, 1)),
    "goal_asked": or_null({**whole(100, 1), "description": "of 100 conversations"}),
    "goal_contacts": or_null(whole(100_000, 1)),
    "goal_copies": or_null(whole(1_000_000, 1)),
}
WHEN = {"starts_at": MOMENT, "ends_at": MOMENT}
NEW = object_of({"place": UUID, **WHEN}, {"setting": SETTING, **DETAILS})
CHANGE = {
    **object_of({}, {"place": UUID, **WHEN, "setting": SETTING, **DETAILS, "is_cancelled": TRUTH}),
    "minProperties": 1,
}
OUTING = object_of(
    {
        "id": UUID,
        "place": object_of({"id": UUID, "name": {"type": "string"}}),
        "setting": SETTING,
        **WHEN,
        **DETAILS,
        "held_by": {"type": "string"},
        "language": {"type": "string"},
        "is_cancelled": TRUTH,
        "version": whole(least=1),
        "address": {"type": "string"},
    }
)
FILTERS = {"starts_from": MOMENT, "starts_before": MOMENT, "place": UUID}


def outings(asking: Asking) -> tuple[list, str | None]:
    given, rows = asking.parameters, Outing.objects.visible_to(asking.by)
    if "starts_from" in given:
        rows = rows.filter(starts_at__gte=_moment(given, "starts_from", bad_parameters))
    if "starts_before" in given:
        rows = rows.filter(starts_at__lt=_moment(given, "starts_before", bad_parameters))
    if "place" in given:
        rows = rows.filter(place=given["place"])
    return page_of(rows, "starts_at", given, written, MOMENT)


def outing(asking: Asking) -> dict:
    return written(outing_of(Outing.objects.visible_to(asking.by), asking))


def plan(asking: Asking) -> dict:
    values = _values(asking, {})
    _must_fit(values, values["starts_at"], values["ends_at"])
    return written(plan_outing(by=asking.by, **values))


def change(asking: Asking) -> dict:
    """Under a lock, so that of two who change at once with If-Match the second is told."""
    rows = Outing.objects.changeable_by(asking.by).select_for_update(of=("self",))
    found = outing_of(rows, asking)
    if asking.tag and asking.tag not in ("*", f'"{found.version}"'):
        sentence = _("This outing was changed meanwhile. Nothing was changed; read it again and send the change anew.")
        raise Problem("changed_meanwhile", sentence, 412)
    values = _values(asking, {name: getattr(found, name) for name in GOAL_FIELDS})
    cancelled = values.pop("is_cancelled", found.is_cancelled)
    if values:
        _must_fit(values, values.get("starts_at", found.starts_at), values.get("ends_at", found.ends_at))
        found = change_outing(found, by=asking.by, **values)
    if cancelled != found.is_cancelled:
        found = (cancel_outing if cancelled else restore_outing)(found, by=asking.by)
    return written(found)


def outing_of(rows, asking: Asking) -> Outing:
    found = rows.filter(id=asking.parts["outing"]).first()
    if found is None:
        raise not_found()
    return found


def written(row: Outing) -> dict:
    return {
        "id": str(row.id),
        "place": {"id": str(row.place_id), "name": row.place.name},
        "setting": row.setting,
        "starts_at": row.starts_at.astimezone(UTC).isoformat(),
        "ends_at": row.ends_at.astimezone(UTC).isoformat(),
        **{name: getattr(row, name) for name in DETAILS},
        "is_cancelled": row.is_cancelled,
        "version": row.version,
        "address": row.get_absolute_url(),
    }


def _values(asking: Asking, goals_before: dict) -> dict:
    """What was sent as the room takes it."""
    values = dict(asking.body)
    for name in WHEN.keys() & values.keys():
        values[name] = _moment(values, name, bad_body)
    if "place" in values:
        place = Place.objects.visible_to(asking.by).in_use().filter(id=values["place"]).first()
        if place is None:
            raise bad_body([{"pointer": "/place", "detail": _("There is no such place in use.")}])
        values["place"] = place
    goals = {**goals_before, **{name: values[name] for name in GOAL_FIELDS if name in values}}
    if sum(value is not None for value in goals.values()) > MOST_GOALS:
        raise bad_body([{"pointer": "", "detail": _("An outing has three goals at most.")}])
    return values


def _must_fit(values: dict, starts_at, ends_at) -> None:
    """As the form holds it: an outing ends after it starts, within a day, and the year is no slip."""
    if "starts_at" in values and not timedelta(days=-3 * DAYS_AHEAD) < starts_at - now() < timedelta(days=DAYS_AHEAD):
        raise bad_body([{"pointer": "/starts_at", "detail": _("This day is too far away. Check the year.")}])
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise bad_body([{"pointer": "/ends_at", "detail": _("It must end after it starts, within 24 hours.")}])


def _moment(values: dict, name: str, refuse):
    """In UTC, which some moments at the ends of the calendar have not."""
    try:
        return moment_of(values[name]).astimezone(UTC)
    except OverflowError:
        sentence = _("This day is too far away. Check the year.")
        raise refuse([{"pointer": f"/{name}", "detail": sentence}]) from None


OPERATIONS = (
    Operation(
        "outings", "GET", "/outings", "outings:read", "Outings, the earliest first",
        page_schema(OUTING), outings, {**FILTERS, **PARAMETERS}, is_list=True,
    ),
    Operation("plan_outing", "POST", "/outings", "outings:write", "Plan an outing", OUTING, plan, body=NEW, status=201),
    Operation("outing", "GET", "/outings/{outing}", "outings:read", "One outing", OUTING, outing),
    Operation(
        "change_outing", "PATCH", "/outings/{outing}", "outings:write",
        "Change an outing, call it off, or call it on again", OUTING, change, body=CHANGE,
    ),
)  # fmt: skip
