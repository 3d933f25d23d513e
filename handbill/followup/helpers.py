"""Helpers' phones at an outing: how many contacts each brought, and whether whoever held it was invited."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from handbill.facts.models import Fact
from handbill.followup.models import HelperInvited
from handbill.people.models import Person
from handbill.plan.models import Joining, Outing

MOST = 30


@dataclass(frozen=True)
class Helper:
    """A phone that joined with the square, and holds no member."""

    joining: Joining
    contacts: int
    invited: HelperInvited | None

    @property
    def has_come_in(self) -> bool:
        return bool(self.invited and self.invited.invitation.used_at)


def helpers_at(outing: Outing) -> list[Helper]:
    """Those who may be invited, in the order in which they joined. Two queries."""
    people = Person.objects.filter(met_outing=outing).values("id")
    met = Fact.objects.filter(outing=outing, kind="contact", phone=OuterRef("phone"), person__in=people)
    counted = Subquery(met.order_by().values("kind").annotate(n=Count("row")).values("n"))
    joinings = Joining.objects.filter(outing=outing, by_pass__isnull=False, phone__member=None)
    joinings = list(
        joinings.annotate(contacts=Coalesce(counted, 0)).select_related("phone").order_by("joined_at")[:MOST]
    )
    invited = HelperInvited.objects.filter(joining__in=joinings).select_related("invitation__used_by")
    by_joining = {row.joining_id: row for row in invited}
    return [Helper(joining, joining.contacts, by_joining.get(joining.id)) for joining in joinings]
