"""Reading members for the pages of Set-up."""

from dataclasses import dataclass

from handbill.accounts.models import Key, KeyWrap, Member


@dataclass(frozen=True)
class MemberRow:
    """A member as Set-up lists her; an organiser who was not let in yet waits for one click."""

    member: Member
    waits_to_be_let_in: bool


def members_of(member: Member) -> list[MemberRow]:
    """Active members of the group, organisers first, in two queries."""
    let_in = set(
        KeyWrap.objects.filter(
            group=member.group_id, key__kind=Key.Kind.CARDS, key__ended_at=None, reader__ended_at=None
        ).values_list("reader__member", flat=True)
    )
    everybody = Member.objects.active().visible_to(member).order_by("role", "name")
    ordered = sorted(everybody, key=lambda one: (not one.is_organiser, one.role, one.name))
    return [MemberRow(one, one.is_organiser and one.id not in let_in) for one in ordered]
