"""Lists of people."""

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.people.filters import QUIET_FOR, WHICH, Filters, chosen, quiet_since
from handbill.people.models import Consent, Person, Tagged
from handbill.people.opening import OpenedCard, open_cards
from handbill.people.quiet_hours import last_good_moment

PAGE = 50
MANY = 10_000_000
DUE = ("waiting", "late")


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
    each = {which or "all": chosen(people, member, Filters(which)).values("id") for which in WHICH if which not in DUE}
    return {which: found.count() for which, found in each.items()} | _due(people, member)


def _due(people, member: Member) -> dict[str, int]:
    """Waiting and late, asked from the other side: a person has at most one open follow-up, and few have one."""
    follow_ups = Person.follow_ups.rel.related_model.objects.order_by()
    open_ones = follow_ups.filter(_of(people), group=member.group_id, closed_at=None)
    return open_ones.aggregate(waiting=Count("id"), late=Count("id", filter=Q(due_at__lt=now())))


def facets_of(member: Member, filters: Filters) -> dict[str, Counter]:
    """For each of FACETS, how many stand behind each value, with the other filters as they are. Four queries."""
    people = Person.objects.visible_to(member)
    rows = _in_groups(chosen(people, member, replace(filters, place="", language="", owner="", stage="")))
    found = {name: _counted(rows, name, filters) for name in ("place", "language", "owner", "stage")}
    without_tag, without_agreed = (chosen(people, member, filters.with_facet(name, "")) for name in ("tag", "agreed"))
    found["tag"] = _count(Tagged.objects.filter(_of(without_tag), group=member.group_id), "tag")
    agreed = Consent.objects.filter(person__in=without_agreed.order_by().values("id"), withdrawn_at=None)
    found["agreed"] = _count(agreed, "channel")
    found["quiet"] = _quiet_for(chosen(people, member, filters.with_facet("quiet", "")))
    return found


def _quiet_for(people) -> Counter:
    """How many are quiet for each of QUIET_FOR: one look at the table, since one follow-up answers for all spans."""
    never = now() + timedelta(days=1)
    closed = Coalesce("closed_at", never)
    until = Greatest(closed, Coalesce("tried_at", closed))
    theirs = Person.follow_ups.rel.related_model.objects.filter(person=OuterRef("pk")).order_by()
    last = theirs.values("person").annotate(until=Max(until)).values("until")
    people = people.order_by().filter(met_at__lt=quiet_since(QUIET_FOR[0]), wants_no_contact_at=None)
    people = people.annotate(quiet_from=Greatest("met_at", Coalesce(Subquery(last), "met_at")))
    each = people.values("id", "quiet_from")[:MANY]  # a limit, so that databases work `quiet_from` out once for each
    spans = {f"for_{days}": Count("id", filter=Q(quiet_from__lt=quiet_since(days))) for days in QUIET_FOR}
    counted = each.aggregate(**spans)
    return Counter({days: people for days in QUIET_FOR if (people := counted[f"for_{days}"])})


def _in_groups(people) -> list[dict]:
    """How many people there are of each place, languages, owner and stage together: one look at the table."""
    names = {"place": F("met_outing__place"), "spoken": F("language"), "whose": F("owner"), "how_far": F("stage")}
    rows = people.order_by().values("is_anyones", "more_languages", **names).annotate(people=Count("id"))
    return [
        {
            "place": (row["place"],),
            "language": (row["spoken"], *row["more_languages"]),
            "owner": () if row["is_anyones"] else (row["whose"],),
            "stage": (row["how_far"],),
            "people": row["people"],
        }
        for row in rows
    ]


def _counted(rows: list[dict], facet: str, filters: Filters) -> Counter:
    """By the values of one facet, among the rows that fit what is chosen of the others. Who speaks two languages counts for both."""
    others = {name: _as_kept(name, filters) for name in ("place", "language", "owner", "stage") if name != facet}
    others = {name: value for name, value in others.items() if value}
    together = Counter()
    for row in rows:
        if all(value in row[name] for name, value in others.items()):
            together[row[facet]] += row["people"]
    found = Counter()
    for values, people in together.items():
        found.update({str(value): people for value in values if value})
    return found


def _as_kept(name: str, filters: Filters) -> uuid.UUID | str:
    value = getattr(filters, name)
    return uuid.UUID(value) if value and name in ("place", "owner") else value


def _of(people) -> Exists:
    return Exists(people.order_by().filter(pk=OuterRef("person")))


def _count(rows, name: str) -> Counter:
    counted = rows.order_by().values_list(name).annotate(people=Count("person", distinct=True))
    return Counter({str(value): people for value, people in counted})


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
