"""Who somebody was before cards were put together, and what can still be taken back."""

import uuid
from collections.abc import Iterable

from handbill.accounts.models import Member
from handbill.people.merging.rows import Merge, TwoPeople
from handbill.people.models import Person

MOST = 50


def merged_ids(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Ids of all cards that went into this one, also by way of another."""
    found, new = [], [person_id]
    while new:
        new = list(Merge.objects.filter(kept__in=new).values_list("away", flat=True))
        found += new
    return found


def earlier_selves(person: Person) -> list[Person]:
    """Those cards as rows, for their history: unsaved ones, since the row itself goes with its card after 30 days."""
    found, new = [], [person.id]
    while new:
        rows = list(Merge.objects.filter(kept__in=new))
        found += [_self_of(row) for row in rows]
        new = [row.away for row in rows]
    return found


def merged_conversations(group_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """The conversations that people were met in whose card went into another one -> the id of the card that stands."""
    rows = list(Merge.objects.filter(group=group_id).values_list("away", "kept", "before__away__conversation"))
    into = {away: kept for away, kept, _talk in rows}
    found = {}
    for _away, kept, talk in rows:
        while kept in into:
            kept = into[kept]
        if talk:
            found[uuid.UUID(talk)] = kept
    return found


def standing_for(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Id of the kept card for each of `ids` that went into another one."""
    into = dict(Merge.objects.filter(away__in=list(ids)).values_list("away", "kept"))
    further = standing_for(into.values()) if into else {}
    return {away: further.get(kept, kept) for away, kept in into.items()}


def merges_to_undo(member: Member) -> list[Merge]:
    """The last that can be taken back, for organisers."""
    rows = Merge.objects.visible_to(member).undoable().filter(kept__merged_into=None)
    return list(rows.select_related("kept__met_outing__place", "merged_by")[:MOST])


def merges_of(person: Person, member: Member) -> list[Merge]:
    """The same of one person."""
    return list(Merge.objects.visible_to(member).undoable().filter(kept=person).select_related("merged_by"))


def said_to_be_two(member: Member) -> list[TwoPeople]:
    """The last pairs that were said to be two people."""
    rows = TwoPeople.objects.visible_to(member).filter(first__merged_into=None, second__merged_into=None)
    return list(rows.select_related("first", "second", "said_by")[:MOST])


def _self_of(row: Merge) -> Person:
    as_was = row.before.get("away", {})
    return Person(
        id=row.away,
        group_id=row.group_id,
        conversation_fact=_id(as_was.get("conversation")),
        met_outing_id=_id(as_was.get("outing")),
    )


def _id(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
