"""Sharing out an outing's new people: who they are, who could take them, whom to suggest."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.followup.dealing import Hand, Suggestion, suggest
from handbill.followup.models import FollowUp, Offer, Step
from handbill.followup.queries import Waiting, rows_of
from handbill.plan.models import Joining, Outing, Shift

MOST = 60


@dataclass(frozen=True)
class ToShare:
    """An outing with people who are still with whoever led it."""

    outing: Outing
    people: int


@dataclass(frozen=True)
class Sharing:
    """The screen: rows with a suggestion each, the members with what they have open, what is offered already."""

    rows: list[tuple[Waiting, Suggestion | None]]
    offered: list[Waiting]
    hands: list[Hand]
    elsewhere: int

    @property
    def names(self) -> list[tuple[str, str]]:
        return [(str(hand.id), hand.name) for hand in self.hands]


def new_people_of(outing: Outing, member: Member):
    """Open first follow-ups nobody has tried, which she may deal out: helpers' people, those left to anyone, her own."""
    rows = FollowUp.objects.visible_to(member).open().filter(_to_deal(member), person__met_outing=outing)
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def outings_to_share(member: Member) -> list[ToShare]:
    """Outings she led (an organiser: any) where people met by helpers wait for somebody to take them."""
    helpers = Q(person__met_by=None) | Q(person__is_anyones=True)
    rows = FollowUp.objects.visible_to(member).open().filter(_to_deal(member) & helpers)
    rows = rows.exclude(person__offers__answer="").filter(Q(person__met_outing__lead=member) | Q(owner=member))
    counted = dict(rows.order_by().values_list("person__met_outing").annotate(n=Count("id")))
    outings = Outing.objects.visible_to(member).filter(id__in=list(counted)).select_related("place")
    return [ToShare(outing, counted[outing.id]) for outing in outings.order_by("-starts_at")[:3]]


def sharing_of(outing: Outing, member: Member, keyring: Keyring | None) -> Sharing:
    """Everything on the screen; the number of queries does not grow with the people."""
    waiting = rows_of(new_people_of(outing, member)[:MOST], member, keyring)
    offered = [row for row in waiting if row.offer and not row.offer.answer]
    rows = [row for row in waiting if row not in offered]
    hands = hands_of(outing, to_deal=Counter(row.follow_up.owner_id for row in rows))
    own = outing.group.language.split("-")[0]
    spoken = ["" if row.person.language.split("-")[0] == own else row.person.language for row in rows]
    elsewhere = FollowUp.objects.open().filter(person__met_outing=outing, group=outing.group_id).count() - len(waiting)
    return Sharing(list(zip(rows, suggest(spoken, hands), strict=True)), offered, hands, elsewhere)


def hands_of(outing: Outing, to_deal: Counter) -> list[Hand]:
    """Every member who gets back to people, by name; those who are being dealt out count for nobody."""
    members = Member.objects.active().filter(group=outing.group_id, role__in=["organiser", "volunteer"])
    has_open = _counted(FollowUp.objects.open().filter(group=outing.group_id), "owner") - to_deal
    asked = _counted(Offer.objects.open().filter(group=outing.group_id), "offered_to")
    there = {outing.lead_id, *Shift.objects.filter(outing=outing).values_list("member", flat=True)}
    there |= set(Joining.objects.filter(outing=outing).values_list("phone__member", flat=True))
    return [
        Hand(one.id, one.name, has_open[one.id] + asked[one.id], one.id in there, _languages(one, outing))
        for one in members.order_by("name", "id")
    ]


def _counted(rows, member: str) -> Counter:
    return Counter(dict(rows.order_by().values_list(member).annotate(n=Count("id"))))


def _to_deal(member: Member) -> Q:
    first = Q(step=Step.GET_BACK, tried_at=None, person__wants_no_contact_at=None)
    return first & (Q(person__met_by=None) | Q(person__is_anyones=True) | Q(owner=member))


def _languages(member: Member, outing: Outing) -> frozenset[str]:
    """The group's language everybody speaks; beside it the one she reads Handbill in and those she said she speaks."""
    spoken = (outing.group.language, member.language, *member.languages)
    return frozenset(code.split("-")[0] for code in spoken if code)
