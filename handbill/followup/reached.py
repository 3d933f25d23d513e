"""How many of those who gave a contact heard back within 48 hours. The talk starts the clock, and putting off does not stop it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Min, Q

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.actions.attempts import WITHIN
from handbill.followup.models import FollowUp, Step
from handbill.people.models import Person
from handbill.plan.models import Outing


@dataclass(frozen=True)
class Reached:
    """Of `everybody`, `in_time` heard back in 48 hours; `in_hand` still can."""

    in_time: int
    in_hand: int
    everybody: int

    @property
    def is_settled(self) -> bool:
        return not self.in_hand

    @property
    def is_all(self) -> bool:
        return bool(self.everybody) and self.in_time == self.everybody


def reached_of_outing(outing: Outing) -> Reached:
    """Numbers only, so that everybody who sees the outing may see them."""
    return _reached(Person.objects.filter(met_outing=outing, group=outing.group_id))


def reached_lately(member: Member, since: datetime) -> Reached:
    """Those whose first follow-up is hers, met since."""
    hers = FollowUp.objects.visible_to(member).filter(owner=member, step=Step.GET_BACK)
    return _reached(Person.objects.filter(id__in=hers.values("person"), met_at__gte=since))


def _reached(people) -> Reached:
    """All in one query."""
    until = ExpressionWrapper(F("met_at") + WITHIN, output_field=DateTimeField())
    people = people.annotate(heard_at=Min("follow_ups__reached_at"), until=until)
    found = people.aggregate(
        in_time=Count("id", filter=Q(heard_at__lte=F("until"))),
        in_hand=Count("id", filter=Q(heard_at=None, until__gt=now(), wants_no_contact_at=None)),
        everybody=Count("id"),
    )
    return Reached(**found)
