"""Sign-ups per batch and day (the rows of SignUpTally), brought along with each batch of facts."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import connection

from handbill.facts.kinds import WAYS_TO_A_COPY
from handbill.facts.ledger import Read, Row, to_database
from handbill.facts.models import Fact
from handbill.facts.standing import standing

COLUMNS = (*WAYS_TO_A_COPY, "unsaid")
_STEPS = ", ".join(f"{name} = facts_signuptally.{name} + excluded.{name}" for name in COLUMNS)
_UPSERT = (
    f'INSERT INTO facts_signuptally (group_id, batch_id, "on", {", ".join(COLUMNS)}) '  # noqa: S608  our own names
    f'VALUES ({", ".join(["%s"] * (3 + len(COLUMNS)))}) ON CONFLICT (batch_id, "on") DO UPDATE SET {_STEPS}'
)


def add(rows: Sequence[Row], group_id: uuid.UUID, touched: Sequence[Read]) -> None:
    """`rows` were just filed, `touched` is what `tallies.touching` found before."""
    facts = [*touched, *rows]
    if not any(fact.kind == "sign_up" for fact in facts):
        return
    days = _days(rows, touched, group_id)
    change = _counted(facts, days)
    change.subtract(_counted(touched, days))
    for (batch, on, way), step in change.items():
        if step:
            _change(group_id, batch, on, way, step)


def _days(rows: Sequence[Row], touched: Sequence[Read], group_id: uuid.UUID) -> dict[bytes, date]:
    """The day (UTC) of each sign-up by its id."""
    before = [uuid.UUID(bytes=fact.id) for fact in touched if fact.kind == "sign_up"]
    moments = Fact.objects.filter(group=group_id, id__in=before).values_list("id", "happened_at") if before else []
    return {row.id: row.happened_at.date() for row in rows} | {id.bytes: at.date() for id, at in moments}


def _counted(facts: Sequence[Read | Row], days: dict[bytes, date]) -> Counter:
    upright = [fact for fact in standing(facts) if fact.kind == "sign_up" and fact.fields.get("batch")]
    return Counter((fact.fields["batch"], days[fact.id], fact.fields.get("way") or "unsaid") for fact in upright)


def _change(group_id: uuid.UUID, batch: str, on: date, way: str, step: int) -> None:
    ids = [to_database(group_id.bytes), to_database(uuid.UUID(batch).bytes), on]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [*ids, *(step if name == way else 0 for name in COLUMNS)])
