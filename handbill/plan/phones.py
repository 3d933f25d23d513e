"""Phones that may still send for an outing, by whose they are, and how one is told to stop."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.plan.models import Joining, Outing

LATELY = timedelta(days=30)  # what was heard since, or still holds something, stands in sight


def part_of_devices(page: dict) -> tuple[str, dict]:
    """For the pages that list what a member comes in with. Needs `whose`."""
    joinings, lately = joinings_of(page["whose"]), now() - LATELY
    fresh = [joining for joining in joinings if joining.waiting or joining.heard_at > lately]
    older = [joining for joining in joinings if joining not in fresh]
    return "plan/_phones_of_member.html", {"joinings": fresh, "older": older}


def joinings_of(member: Member) -> list[Joining]:
    """What her phones may still send for, the one heard last first."""
    rows = Joining.objects.filter(phone__member=member, ended_at=None).select_related("outing__place", "phone")
    return list(rows.order_by("-heard_at"))


def endable_by(member: Member):
    """Her own phones', those of outings she may change, and, for an organiser, those of every member of the group."""
    rows = Joining.objects.filter(group=member.group_id)
    if member.is_organiser:
        return rows
    return rows.filter(Q(phone__member=member) | Q(outing__in=Outing.objects.changeable_by(member)))


@transaction.atomic
def end_joining(joining: Joining, *, by: Member) -> None:
    """What this phone says for this outing is refused from now on (401); what it holds stays on it, sealed."""
    if joining.ended_at is None:
        Joining.objects.filter(id=joining.id).update(ended_at=now())
        note(by, "phone_ended", joining.phone_id)


def end_phones_of(sender, member: Member, **_signal) -> None:
    """Everything a member comes in with ends, her phones at outings too."""
    Joining.objects.filter(phone__member=member, ended_at=None).update(ended_at=now())
