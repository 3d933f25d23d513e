"""After 30 days a card that was kept back is destroyed; and what an erasure or a retraction means for cards put together."""

import uuid

from django.db import transaction

from handbill.base import jobs
from handbill.base.clock import now
from handbill.facts.aside import forget_aside
from handbill.people.actions import empty_the_log
from handbill.people.merging.actions import KEPT_BACK_FOR, part
from handbill.people.merging.rows import Merge
from handbill.people.merging.two_people import move_to_kept
from handbill.people.models import Person, Tombstone

AT_ONCE = 100


@jobs.each_round
def destroy_kept_back() -> int:
    """Those whose 30 days are over. The row goes with its card; a tombstone answers the phone that offers it again.

    It is not written in the ledger beside the backups: a backup from before the merge brings both cards back as they were.
    """
    due = Merge.objects.undoable().filter(merged_at__lte=now() - KEPT_BACK_FOR)
    rows = list(due.order_by("merged_at")[:AT_ONCE])
    for row in rows:
        _destroy(row)
    if rows:
        empty_the_log()
    return len(rows)


@transaction.atomic
def _destroy(row: Merge) -> None:
    move_to_kept([row.away])
    Merge.objects.filter(kept=row.away).update(kept=row.kept_id)  # what went into the one that goes now
    forget_aside(row.group_id, row.away)
    Tombstone.objects.get_or_create(id=row.away, defaults={"group_id": row.group_id, "reason": "merged"})
    Merge.objects.filter(id=row.id).update(destroyed_at=now(), card_before=None, card_merged=None)
    Person.everybody.filter(id=row.away).delete()


def part_all(person_id: uuid.UUID) -> None:
    """Before a row goes because its contact was taken back: those that went into it did give a contact, and stay.

    Part of the caller's transaction. One whose own contact was taken back leaves no merge to take back.
    """
    for row in Merge.objects.undoable().filter(kept=person_id).select_related("kept__owner"):
        part(row)
        row.delete()
    Merge.objects.filter(away=person_id).delete()
