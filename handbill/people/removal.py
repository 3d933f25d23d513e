"""A contact that was taken back: card, person and follow-up go, as if it had never come."""

import uuid

from handbill.people.merging.ending import part_all
from handbill.people.models import Person


def remove_person(person_id: uuid.UUID) -> None:
    """Part of the caller's transaction; nothing happens for a person who is not there."""
    part_all(person_id)
    Person.everybody.filter(id=person_id).delete()
