"""Which cards were erased: their random ids, so that a phone that offers one again is told so."""

import uuid
from collections.abc import Iterable

from handbill.accounts.models import Group
from handbill.people.models import Tombstone


def erased_ids(group: Group, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `ids` whose cards this group has erased."""
    return set(Tombstone.objects.filter(group=group, id__in=list(ids)).values_list("id", flat=True))
