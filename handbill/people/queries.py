"""Lists of people."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards
from handbill.people.quiet_hours import last_good_moment

PAGE = 50
WHICH = ("", "waiting", "late", "mine")


@dataclass(frozen=True)
class Filters:
    """What a list shows: `which` is waiting, late, mine or empty for all; `place` an id or empty."""

    which: str = ""
    place: str = ""


@dataclass(frozen=True)
class Listed:
    """A row of the list; `card` is None while locked."""

    person: Person
    card: OpenedCard | None

    @property
    def follow_up(self):
        return next((row for row in self.person.follow_ups.all() if row.closed_at is None), None)

    @property
    def is_late(self) -> bool:
        row = self.follow_up
        return bool(row and row.due_at and row.due_at < now())

    @property
    def due_at(self) -> datetime | None:
        """The deadline to show; see quiet_hours."""
        due_at = self.follow_up.due_at if self.follow_up else None
        return last_good_moment(due_at, ZoneInfo(self.person.group.timezone)) if due_at else None

    @property
    def agreed(self) -> list:
        """What holds of what they agreed to."""
        return [consent for consent in self.person.consents.all() if not consent.withdrawn_at]


def people_of(member: Member, filters: Filters, before: str = ""):
    """People she may see, the latest met first; `before` is the id of the last one on the page before."""
    people = (
        Person.objects.visible_to(member)
        .order_by("-id")
        .select_related("owner", "group", "met_outing__place")
        .prefetch_related("follow_ups", "consents")
    )
    people = _filtered(people, member, filters)
    return people.filter(id__lt=uuid.UUID(before)) if before else people


def _filtered(people, member: Member, filters: Filters):
    open_with = Q(follow_ups__closed_at=None, follow_ups__isnull=False)
    if filters.which == "waiting":
        people = people.filter(open_with)
    if filters.which == "late":
        people = people.filter(open_with, follow_ups__due_at__lt=now())
    if filters.which == "mine":
        people = people.filter(owner=member)
    return people.filter(met_outing__place=uuid.UUID(filters.place)) if filters.place else people


def counts_of(member: Member, place: str = "") -> dict[str, int]:
    """How many stand behind each choice, at a place or in all."""
    return {
        which or "all": _filtered(Person.objects.visible_to(member), member, Filters(which, place)).count()
        for which in WHICH
    }


def page_of(member: Member, filters: Filters, keyring: Keyring | None, before: str = "") -> tuple[list[Listed], str]:
    """One page and the id to go on from, empty at the end."""
    people = list(people_of(member, filters, before)[: PAGE + 1])
    shown, more = people[:PAGE], len(people) > PAGE
    cards = open_cards(shown, keyring) if keyring else {}
    return [Listed(person, cards.get(person.id)) for person in shown], str(shown[-1].id) if more else ""


def listed(found: list[tuple[uuid.UUID, OpenedCard]], member: Member) -> list[Listed]:
    """Rows of cards that were found, in the order found."""
    people = people_of(member, Filters()).in_bulk([id for id, _ in found])
    return [Listed(people[id], card) for id, card in found if id in people]
