"""What was noted at outings, in order of arrival. No person, no phone, no member, no words: those kinds and fields are left out."""

import json
from datetime import UTC, timedelta

from handbill.base.clock import now
from handbill.exchange.api.operations.operation import Asking, Operation
from handbill.exchange.api.pages import PARAMETERS, page_of, page_schema
from handbill.exchange.api.schema import MOMENT, UUID, object_of, one_of
from handbill.facts.models import Fact

# A list of what is given, not of what is held back: a kind or field that comes later is not given by itself.
TALK = ("ask", "reception", "questions", "points")
GIVEN = {
    "conversation": TALK,
    "detail": TALK,
    "handout": ("copies", "for_friend", "way", "batch", "conversation"),
    "asked_in_vain": ("people",),
    "taken": ("copies", "batch", "from"),
    "passed_on": ("copies", "batch", "to"),
    "count": ("copies", "batch", "final"),
    "retraction": (),
}
SETTLED = timedelta(seconds=10)  # transactions end in another order than they begin: nothing is skipped by a cursor
FACT = object_of(
    {
        "id": UUID,
        "kind": one_of(*GIVEN),
        "outing": UUID,
        "happened_at": MOMENT,
        "received_at": MOMENT,
        "body": {"type": "object"},
    },
    {"of": UUID},
)


def facts(asking: Asking) -> tuple[list, str | None]:
    rows = Fact.objects.filter(group=asking.group, kind__in=GIVEN, received_at__lte=now() - SETTLED)
    if "outing" in asking.parameters:
        rows = rows.filter(outing=asking.parameters["outing"])
    return page_of(rows, "row", asking.parameters, written, {"type": "integer", "minimum": 0, "maximum": 2**62}, "row")


def written(row: Fact) -> dict:
    body = json.loads(row.body)
    fact = {
        "id": str(row.id),
        "kind": row.kind,
        "outing": str(row.outing_id),
        "happened_at": row.happened_at.astimezone(UTC).isoformat(),
        "received_at": row.received_at.astimezone(UTC).isoformat(),
        "body": {name: body[name] for name in GIVEN[row.kind] if name in body},
    }
    return fact | ({"of": str(row.of)} if row.of else {})


OPERATIONS = (
    Operation(
        "facts", "GET", "/facts", "facts:read", "What was noted, in order of arrival",
        page_schema(FACT), facts, {"outing": UUID, **PARAMETERS}, is_list=True,
    ),
)  # fmt: skip
