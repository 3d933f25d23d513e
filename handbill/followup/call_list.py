"""A list for an evening at the telephone: numbers on paper, so it is short, of those who agreed to be rung, and noted."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.followup.queries import Waiting, open_ones, rows_of
from handbill.people.filters import Filters, chosen
from handbill.people.models import Consent, Person
from handbill.people.numbers_of_phones import shown

MOST = 30


@dataclass(frozen=True)
class ToRing:
    """A line of the sheet."""

    row: Waiting
    number: str


def call_list_of(filters: Filters, keyring: Keyring) -> list[ToRing]:
    """Of those the filters let through, whoever waits and agreed to calls, the nearest deadline first."""
    member = keyring.member
    people = chosen(Person.objects.visible_to(member), member, filters).filter(wants_no_contact_at=None)
    said_yes = Consent.objects.filter(
        person=OuterRef("person"), purpose="follow_up", channel="phone", withdrawn_at=None
    )
    waiting = open_ones(member, everyone=True).filter(Exists(said_yes), person__in=people.order_by().values("id"))
    rows = rows_of(waiting[:MOST], member, keyring)
    lines = [ToRing(row, shown(row.card.phone, member.group.country)) for row in rows if row.card and row.card.phone]
    if lines:
        note(member, "call_list", count=len(lines))
    return lines
