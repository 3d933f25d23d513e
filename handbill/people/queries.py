"""Lists of people."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.people.filters import WHICH, Filters, chosen
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards
from handbill.people.quiet_hours import last_good_moment
from handbill.plan.models import Place

PAGE = 50


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
    def reached_at(self) -> datetime | None:
        """When somebody last spoke with them."""
        return max((row.reached_at for row in self.person.follow_ups.all() if row.reached_at), default=None)

    @property
    def tried_at(self) -> datetime | None:
        """When somebody last tried, where nobody has spoken with them since."""
        tried = max((row.tried_at for row in self.person.follow_ups.all() if row.tried_at), default=None)
        return tried if tried and (self.reached_at is None or tried > self.reached_at) else None

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
    people = chosen(people, member, filters)
    return people.filter(id__lt=uuid.UUID(before)) if before else people


def counts_of(member: Member, filters: Filters) -> dict[str, int]:
    """How many stand behind each choice of `which`, with the other filters as they are."""
    people = chosen(Person.objects.visible_to(member), member, filters.with_which("")).order_by()
    each = {which or "all": chosen(people, member, Filters(which)).values("id") for which in WHICH}
    return {which: found.count() for which, found in each.items()}


def places_met(member: Member):
    """Where somebody was met whom she may see."""
    return Place.objects.visible_to(member).filter(outings__people_met__isnull=False).distinct()


def languages_spoken(member: Member) -> list[str]:
    """The codes, in order."""
    people = Person.objects.visible_to(member).exclude(language="").order_by("language")
    return list(people.values_list("language", flat=True).distinct())


def owners(member: Member):
    """Whoever gets back to somebody she may see."""
    return Member.objects.filter(id__in=Person.objects.visible_to(member).values("owner")).order_by("name")


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
