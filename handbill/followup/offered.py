"""People a member is asked to get back to: with what she needs to answer, and without what only their owner may know."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.models import FollowUp, Offer
from handbill.followup.queries import topics_of
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards
from handbill.people.quiet_hours import last_good_moment

MOST = 20


@dataclass(frozen=True)
class Offered:
    """One offer to answer. `card` is there for an organiser alone, who opens every card anyway."""

    offer: Offer
    follow_up: FollowUp | None
    topics: tuple[str, ...]
    card: OpenedCard | None

    @property
    def person(self) -> Person:
        return self.offer.person

    @property
    def due_at(self) -> datetime | None:
        """The deadline to show; see quiet_hours."""
        due_at = self.follow_up.due_at if self.follow_up else None
        return last_good_moment(due_at, ZoneInfo(self.person.group.timezone)) if due_at else None

    @property
    def is_late(self) -> bool:
        return bool(self.follow_up and self.follow_up.due_at and self.follow_up.due_at < now())


def offered_to(member: Member, keyring: Keyring | None) -> list[Offered]:
    """Offers she has not answered, the oldest first; the number of queries does not grow."""
    offers = Offer.objects.open().filter(offered_to=member, group=member.group_id)
    offers = list(
        offers.select_related("person__met_outing__place", "person__group", "person__met_by", "offered_by")[:MOST]
    )
    people = [offer.person for offer in offers]
    due = {row.person_id: row for row in FollowUp.objects.open().filter(person__in=people)} if people else {}
    topics = topics_of(people)
    cards = open_cards(people, keyring) if people and keyring and member.is_organiser else {}
    return [
        Offered(offer, due.get(offer.person_id), topics.get(offer.person_id, ()), cards.get(offer.person_id))
        for offer in offers
    ]
