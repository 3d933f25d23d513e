"""How many of an outing's people were reached in time (the row of Reached), counted anew where that may have changed."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handbill.facts.ledger import Read, Row
from handbill.facts.models import Fact, Reached
from handbill.facts.standing import standing

WITHIN = timedelta(hours=48)
OUTCOMES = ("talked", "no_contact")  # the person was spoken with; 'wants no contact' was said by somebody
KINDS = ("contact", "attempt", "retraction")


@dataclass(frozen=True, slots=True)
class Step:
    """As much of a fact as this count needs."""

    id: uuid.UUID
    kind: str
    outing_id: uuid.UUID
    phone_id: uuid.UUID | None
    of: uuid.UUID | None
    person: uuid.UUID | None
    happened_at: datetime
    fields: dict


def may_change(rows: Sequence[Row], group_id: uuid.UUID, touched: Sequence[Read]) -> bool:
    """An attempt, a retraction of one or of a contact, or a contact that somebody tried before it arrived."""
    kinds = {row.kind for row in rows}
    if "attempt" in kinds:
        return True
    if "retraction" in kinds and any(fact.kind in ("contact", "attempt") for fact in (*touched, *rows)):
        return True
    persons = [uuid.UUID(bytes=row.person) for row in rows if row.kind == "contact"]
    return bool(persons) and Fact.objects.filter(group=group_id, person__in=persons, kind="attempt").exists()


def recount(outing_id: uuid.UUID, group_id: uuid.UUID) -> None:
    """From the outing's contacts and attempts."""
    people, in_time = _count(_steps(outing_id))
    Reached.objects.update_or_create(
        outing_id=outing_id, defaults={"group_id": group_id, "people": people, "in_time": in_time}
    )


def _steps(outing_id: uuid.UUID) -> list[Step]:
    columns = ("id", "kind", "outing_id", "phone_id", "of", "person", "happened_at", "body")
    rows = Fact.objects.filter(outing=outing_id, kind__in=KINDS).order_by().values_list(*columns)
    return [Step(*row[:-1], json.loads(row[-1])) for row in rows]


def _count(steps: list[Step]) -> tuple[int, int]:
    """(people who gave a contact, those of them reached within 48 hours of it)."""
    upright = standing(steps)
    met = {step.person: step.happened_at for step in upright if step.kind == "contact"}
    talked = [step for step in upright if step.kind == "attempt" and step.fields.get("outcome") in OUTCOMES]
    in_time = {step.person for step in talked if step.person in met and step.happened_at <= met[step.person] + WITHIN}
    return len(met), len(in_time)
