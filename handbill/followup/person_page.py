"""Everything on one person's page: it needs what is due with them, so it stands in this room, above people."""

from dataclasses import dataclass

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.followup.models import FollowUp
from handbill.followup.queries import topics_of
from handbill.followup.step_texts import open_step_texts
from handbill.followup.ways import Way, ways_to
from handbill.people.history import Event, history_of
from handbill.people.models import Consent, Person
from handbill.people.numbers_of_phones import e164, shown
from handbill.people.opening import OpenedCard, open_card


@dataclass(frozen=True)
class PersonPage:
    """`card` is None while locked; then there are no ways and no words either."""

    person: Person
    card: OpenedCard | None
    phone_shown: str
    phone_link: str
    ways: tuple[Way, ...]
    follow_up: FollowUp | None
    step_text: str
    topics: tuple[str, ...]
    history: list[Event]
    consents: list[Consent]


def person_page(person: Person, member: Member, keyring: Keyring | None) -> PersonPage:
    """Read it all; opening the card is noted."""
    card = open_card(person, keyring) if keyring else None
    follow_up = FollowUp.objects.open().filter(person=person).select_related("owner").first()
    country = person.group.country
    number = e164(card.phone, country) if card and card.phone else None
    return PersonPage(
        person=person,
        card=card,
        phone_shown=shown(card.phone, country) if card and card.phone else "",
        phone_link=f"tel:{number}" if number and not person.wants_no_contact_at else "",
        ways=tuple(ways_to(person, card, country)) if card else (),
        follow_up=follow_up,
        step_text=(open_step_texts([follow_up], keyring).get(follow_up.id) or "") if follow_up else "",
        topics=topics_of([person]).get(person.id, ()),
        history=history_of(person),
        consents=list(person.consents.select_related("wording", "withdrawn_by").order_by("given_at", "id")),
    )
