"""The outings a comparison rests on: those that took place and on which something was noted."""

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.plan.models import Outing


def outings_counted(member: Member) -> list[Outing]:
    """The latest first."""
    ended = Outing.objects.visible_to(member).standing().filter(ends_at__lte=now())
    return list(ended.filter(tallies__conversations__gt=0).distinct().order_by("-starts_at"))
