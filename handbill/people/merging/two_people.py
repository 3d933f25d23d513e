"""'They are two people': said once, kept until it is taken back."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from handbill.accounts.audit import note
from handbill.accounts.models import Group, Member
from handbill.people.merging.queries import standing_for
from handbill.people.merging.rows import TwoPeople
from handbill.people.models import Person

Ids = tuple[uuid.UUID, uuid.UUID]


def in_order(one: uuid.UUID, other: uuid.UUID) -> Ids:
    """A pair is the same pair whichever comes first."""
    return (one, other) if one < other else (other, one)


@transaction.atomic
def say_two_people(one: Person, other: Person, *, by: Member) -> TwoPeople:
    """They are not offered as one any more. Said again it is the same."""
    first, second = in_order(one.id, other.id)
    row, is_new = TwoPeople.objects.get_or_create(
        group_id=by.group_id, first_id=first, second_id=second, defaults={"said_by": by}
    )
    if is_new:
        note(by, "two_people", row.first_id)
    return row


@transaction.atomic
def take_back_two_people(row: TwoPeople, *, by: Member) -> None:
    """They may be offered again."""
    note(by, "two_people_taken_back", row.first_id)
    row.delete()


def known_to_be_two(group: Group) -> set[Ids]:
    """Every such pair, by the cards that stand today: whoever is two people with one half is so with the merged card."""
    pairs = list(TwoPeople.objects.filter(group=group).values_list("first", "second"))
    kept = standing_for({id for pair in pairs for id in pair})
    return {in_order(kept.get(one, one), kept.get(other, other)) for one, other in pairs}


def move_to_kept(away: Iterable[uuid.UUID]) -> None:
    """Before rows are destroyed: what was said of them is said of the kept ones."""
    kept = standing_for(away)
    for row in TwoPeople.objects.filter(first__in=list(kept)) | TwoPeople.objects.filter(second__in=list(kept)):
        first, second = in_order(kept.get(row.first_id, row.first_id), kept.get(row.second_id, row.second_id))
        if first != second:
            TwoPeople.objects.get_or_create(
                group_id=row.group_id,
                first_id=first,
                second_id=second,
                defaults={"said_by_id": row.said_by_id, "said_at": row.said_at},
            )
