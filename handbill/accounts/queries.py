"""Reading members for the pages of Set-up."""

from dataclasses import dataclass
from datetime import datetime

from django_otp.plugins.otp_totp.models import TOTPDevice

from handbill.accounts.models import AuditEntry, Key, KeyWrap, Member, Role


@dataclass(frozen=True)
class MemberRow:
    """A member as Set-up lists her; an organiser who was not let in yet waits for one click."""

    member: Member
    waits_to_be_let_in: bool
    asked_at: datetime | None = None
    is_without_second_device: bool = False


def members_of(member: Member) -> list[MemberRow]:
    """Active members of the group, organisers first, in four queries."""
    let_in = set(
        KeyWrap.objects.filter(
            group=member.group_id, key__kind=Key.Kind.CARDS, key__ended_at=None, reader__ended_at=None
        ).values_list("reader__member", flat=True)
    )
    everybody = Member.objects.active().visible_to(member).order_by("role", "name")
    ordered = sorted(everybody, key=lambda one: (not one.is_organiser, one.role, one.name))
    asked = _asked(AuditEntry.objects.filter(group=member.group_id))
    devices = set(TOTPDevice.objects.filter(user__group=member.group_id, confirmed=True).values_list("user", flat=True))
    return [
        MemberRow(
            one,
            waits_to_be_let_in=one.is_organiser and one.id not in let_in,
            asked_at=None if one.has_people else asked.get(one.id),
            is_without_second_device=one.is_organiser and one.id not in devices,
        )
        for one in ordered
    ]


def asked_at(member: Member) -> datetime | None:
    """When a member asked to be let in to the cards."""
    return _asked(AuditEntry.objects.filter(by=member)).get(member.id)


def organisers_of(member: Member) -> list[Member]:
    """Who can help, by name."""
    return list(Member.objects.active().visible_to(member).filter(role=Role.ORGANISER).order_by("name"))


def _asked(entries) -> dict:
    return dict(entries.filter(what="asked_for_cards").order_by("at").values_list("by", "at"))
