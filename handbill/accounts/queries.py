"""Reading members for the pages of Set-up."""

from dataclasses import dataclass
from datetime import datetime

from handbill.accounts.models import AuditEntry, Key, KeyWrap, Member, Role
from handbill.accounts.second_factor import has_second_factor
from handbill.accounts.speaking import names_of


@dataclass(frozen=True)
class MemberRow:
    """A member as Set-up lists her; an organiser who was not let in yet waits for one click."""

    member: Member
    waits_to_be_let_in: bool
    asked_at: datetime | None = None
    is_without_second_factor: bool = False

    @property
    def languages(self) -> str:
        return names_of(self.member.languages)


def members_of(member: Member) -> list[MemberRow]:
    """Active members of the group, organisers first, in five queries."""
    everybody = Member.objects.active().visible_to(member)
    return _rows(member.group_id, sorted(everybody, key=lambda one: (not one.is_organiser, one.role, one.name)))


def row_of_member(member: Member) -> MemberRow:
    """The same for one."""
    return _rows(member.group_id, [member])[0]


def _rows(group, members: list[Member]) -> list[MemberRow]:
    let_in = set(
        KeyWrap.objects.filter(
            group=group, key__kind=Key.Kind.CARDS, key__ended_at=None, reader__ended_at=None
        ).values_list("reader__member", flat=True)
    )
    asked = _asked(AuditEntry.objects.filter(group=group))
    doubly = has_second_factor(group)
    return [
        MemberRow(
            one,
            waits_to_be_let_in=one.is_organiser and one.id not in let_in,
            asked_at=None if one.has_people else asked.get(one.id),
            is_without_second_factor=one.is_organiser and one.id not in doubly,
        )
        for one in members
    ]


def asked_at(member: Member) -> datetime | None:
    """When a member asked to be let in to the cards."""
    return _asked(AuditEntry.objects.filter(by=member)).get(member.id)


def organisers_of(member: Member) -> list[Member]:
    """Who can help, by name."""
    return list(Member.objects.active().visible_to(member).filter(role=Role.ORGANISER).order_by("name"))


def _asked(entries) -> dict:
    return dict(entries.filter(what="asked_for_cards").order_by("at").values_list("by", "at"))
