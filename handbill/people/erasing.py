"""What goes and what stays when a card is erased, said before it happens, in numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from handbill.base.clock import now
from handbill.base.instance import BACKED_UP_FILE
from handbill.people.history import facts_of
from handbill.people.models import Person

BACKUPS_LAST = timedelta(days=35)


@dataclass(frozen=True)
class Erasure:
    """The numbers of one erasure."""

    next_steps: int  # with their words
    consents: int
    tries: int  # attempts, which stay counted without a name
    conversations: int
    copies: int
    backup_goes_at: datetime | None  # the last backup with the sealed card, at the latest; None where there is none

    @property
    def is_backup_gone(self) -> bool:
        return self.backup_goes_at is not None and self.backup_goes_at < now()


def erasure_of(person: Person) -> Erasure:
    """Reads only."""
    facts = facts_of(person)
    made_at = last_backup()
    holds_it = made_at is not None and made_at >= _arrived_at(facts, person)
    return Erasure(
        next_steps=person.follow_ups.count(),
        consents=person.consents.count(),
        tries=sum(fact.kind == "attempt" for fact in facts),
        conversations=sum(fact.kind == "conversation" for fact in facts),
        copies=sum(fact.copies or 0 for fact in facts if fact.kind == "handout"),
        backup_goes_at=made_at + BACKUPS_LAST if holds_it else None,
    )


def last_backup() -> datetime | None:
    """When this instance was backed up last, as `handbill backup` noted it."""
    try:
        return datetime.fromisoformat((settings.DATA / BACKED_UP_FILE).read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        return None


def _arrived_at(facts: list, person: Person) -> datetime:
    return next((fact.received_at for fact in facts if fact.kind == "contact"), person.met_at)
