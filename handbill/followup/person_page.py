"""Everything on one person's page: it needs what is due with them, so it stands in this room, above people."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.languages import language_name
from handbill.followup.first_sentences import first_sentences_of
from handbill.followup.models import Answer, FollowUp, Offer
from handbill.followup.queries import topics_of
from handbill.followup.step_texts import open_step_texts
from handbill.followup.ways import Way, ways_to
from handbill.people.history import Event, history_of
from handbill.people.models import Consent, Person
from handbill.people.numbers_of_phones import shown
from handbill.people.opening import OpenedCard, open_card
from handbill.people.quiet_hours import last_good_moment


@dataclass(frozen=True)
class PersonPage:
    """`card` is None while locked; then there are no ways and no words either."""

    person: Person
    card: OpenedCard | None
    phone_shown: str
    language: str
    ways: tuple[Way, ...]
    follow_up: FollowUp | None
    step_text: str
    topics: tuple[str, ...]
    history: list[Event]
    consents: list[Consent]
    offer: Offer | None
    hello: str

    @property
    def due_at(self) -> datetime | None:
        """The deadline to show; see quiet_hours."""
        due_at = self.follow_up.due_at if self.follow_up else None
        return last_good_moment(due_at, ZoneInfo(self.person.group.timezone)) if due_at else None

    @property
    def is_late(self) -> bool:
        return bool(self.follow_up and self.follow_up.due_at and self.follow_up.due_at < now())

    @property
    def wordings(self) -> list[Consent]:
        """One consent for each of the wordings they agreed to."""
        return list({consent.wording_id: consent for consent in reversed(self.consents)}.values())[::-1]


def person_page(person: Person, member: Member, keyring: Keyring | None) -> PersonPage:
    """Read it all; opening the card is noted."""
    card = open_card(person, keyring) if keyring else None
    follow_up = FollowUp.objects.open().filter(person=person).select_related("owner").first()
    country = person.group.country
    hello = first_sentences_of(member).to(person)
    offers = list(person.offers.select_related("offered_to", "offered_by"))
    return PersonPage(
        person=person,
        card=card,
        phone_shown=shown(card.phone, country) if card and card.phone else "",
        language=language_name(person.language),
        ways=tuple(ways_to(person, card, country, hello)) if card else (),
        follow_up=follow_up,
        step_text=(open_step_texts([follow_up], keyring).get(follow_up.id) or "") if follow_up else "",
        topics=topics_of([person]).get(person.id, ()),
        history=sorted([*history_of(person), *_offered(offers)], key=lambda event: event.at, reverse=True),
        consents=list(person.consents.select_related("wording").order_by("given_at", "id")),
        offer=next((offer for offer in offers if not offer.answer), None),
        hello=hello,
    )


def _offered(offers: list[Offer]) -> list[Event]:
    """Who was asked, and who could not; what was accepted stands there as handed over."""
    asked = [Event(one.offered_at, "offered", one.offered_by.name, {"to": one.offered_to.name}) for one in offers]
    declined = [one for one in offers if one.answer == Answer.DECLINED]
    return asked + [Event(one.answered_at, "declined", one.offered_to.name) for one in declined]
