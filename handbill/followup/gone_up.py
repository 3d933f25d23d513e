"""What has been late for a day goes up from the owner to whoever led the outing, and to organisers where nobody leads any more."""

from datetime import timedelta

from django.db.models import Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.models import FollowUp
from handbill.followup.queries import Waiting, rows_of, rows_without_cards

AFTER = timedelta(days=1)
MOST = 12


def gone_up_to(member: Member, keyring: Keyring | None) -> list[Waiting]:
    """The latest deadline last. A lead who is no organiser holds no key to them and sees place, day and owner, no name."""
    rows = _late_of_others(member)[:MOST]
    return rows_of(rows, member, keyring) if member.is_organiser else rows_without_cards(rows)


def _late_of_others(member: Member):
    leads = Q(person__met_outing__lead=member)
    if member.is_organiser:
        leads |= Q(person__met_outing__lead__ended_at__isnull=False) | Q(person__met_outing=None)
        leads |= ~Q(person__met_outing__lead__role__in=["organiser", "volunteer"])
    late = FollowUp.objects.open().filter(leads, group=member.group_id, due_at__lt=now() - AFTER)
    return late.exclude(owner=member).order_by("due_at", "id")
