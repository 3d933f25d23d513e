"""What hangs on the row that goes moves to the one that stays, and back. Rows that cannot move stay where they are."""

from collections.abc import Iterable

from django.db.models import Model

from handbill.people.models import Consent, Person

# Relation of a person -> what makes two of its rows the same on one person.
MOVED = {
    "follow_ups": (),
    "consents": ("purpose", "channel", "given_at"),
    "tagged": ("tag_id",),
    "asked": (),
    "came_with": ("other_id",),
}


def move(away: Person, kept: Person) -> dict[str, list]:
    """Ids of what moved, by relation: what `move_back` needs."""
    return {name: _moved(name, same_by, away, kept) for name, same_by in MOVED.items()}


def move_back(moved: dict[str, list], away: Person, kept: Person) -> None:
    """What is still there goes back to its own; what was added since stays with the kept one."""
    for name, ids in moved.items():
        getattr(kept, name).filter(pk__in=ids).update(person=away)


def point_to(kept: Person, away: Person) -> list[int]:
    """'Came with' rows of other people name the kept one from now on."""
    rows = _came_with().filter(other=away.id).exclude(person=kept.id)
    theirs = set(_came_with().filter(other=kept.id).values_list("person", flat=True))
    ids = [row.pk for row in rows if row.person_id not in theirs]
    _came_with().filter(pk__in=ids).update(other=kept)
    return ids


def point_back(ids: Iterable[int], away: Person) -> None:
    """The same rows name the other one again."""
    _came_with().filter(pk__in=list(ids)).update(other=away)


def _moved(name: str, same_by: tuple[str, ...], away: Person, kept: Person) -> list:
    there = {_key(row, same_by) for row in getattr(kept, name).all()} if same_by else set()
    rows = [row for row in getattr(away, name).all() if not same_by or _key(row, same_by) not in there]
    if name == "came_with":
        rows = [row for row in rows if row.other_id not in (kept.id, None)]
    ids = [row.pk for row in rows]
    getattr(away, name).filter(pk__in=ids).update(person=kept)
    return [str(id) for id in ids]


def _key(row: Model, names: tuple[str, ...]) -> tuple:
    return tuple(getattr(row, name) for name in names)


def _came_with():
    return Person.came_with.rel.related_model.objects


def withdraw(ids: Iterable[int], *, at, by) -> None:
    """Consents that do not hold any more once the two are one."""
    Consent.objects.filter(id__in=list(ids), withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by)
