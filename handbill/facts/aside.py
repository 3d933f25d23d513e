"""What was refused and kept for people to look at, when it must be forgotten after all."""

import uuid

from django.db.models import QuerySet

from handbill.facts.models import SetAside


def forget_aside(group_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Entries that carry a card which is erased: a second version of it may lie there, sealed as it came."""
    rows = QuerySet(SetAside).filter(group=group_id, entry__contains=str(person_id))
    rows._raw_delete(rows.db)  # these rows are written once; erasing a person is the one reason to break that
