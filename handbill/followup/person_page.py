"""Everything on one person's page: it needs what is due with them, so it stands in this room, above people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member, Wording
from handbill.base.clock import now
from handbill.base.languages import language_name
from handbill.followup.first_sentences import first_sentences_of
from handbill.followup.models import Answer, FollowUp, Offer
from handbill.followup.queries import topics_of
from handbill.followup.step_texts import open_step_texts
from handbill.followup.ways import Way, ways_to
from handbill.people.agreements import agreements
from handbill.people.asked import open_corrections
from handbill.people.consents import Agreed, agreed_by, not_agreed_yet
from handbill.people.forgetting import goes_at
from handbill.people.history import Event, history_of
from handbill.people.models import Asked, Person, Tag
from handbill.people.numbers_of_phones import shown
from handbill.people.opening import OpenedCard, open_card, open_cards
from handbill.people.quiet_hours import last_good_moment
from handbill.people.sorting import Companion, companions_of, met_together, tags_of


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
    agreed: list[Agreed]
    may_agree: list[tuple[str, list[Wording]]]  # by the words, which often stand for several ways
    offer: Offer | None
    hello: str
    tags: tuple[Tag, ...]
    choices_of_tags: tuple[tuple[Tag, bool], ...]
    companions: tuple[tuple[Companion, OpenedCard | None], ...]
    asked: tuple[tuple[Asked, str | None], ...]
    notice_goes_at: datetime | None
    met_together: tuple[tuple[Person, OpenedCard | None, bool], ...]

    @property
    def due_at(self) -> datetime | None:
        """The deadline to show; see quiet_hours."""
        due_at = self.follow_up.due_at if self.follow_up else None
        return last_good_moment(due_at, ZoneInfo(self.person.group.timezone)) if due_at else None

    @property
    def is_late(self) -> bool:
        return bool(self.follow_up and self.follow_up.due_at and self.follow_up.due_at < now())

    @property
    def wordings(self) -> list[Agreed]:
        """One line for each of the wordings they agreed to."""
        return list({(one.number, one.how): one for one in reversed(self.agreed)}.values())[::-1]

    @property
    def languages(self) -> list[str]:
        """By name, the one on the card first."""
        return [language_name(code) for code in [self.person.language, *self.person.more_languages] if code]


def person_page(person: Person, member: Member, keyring: Keyring | None) -> PersonPage:
    """Read it all; opening the card is noted."""
    card = open_card(person, keyring) if keyring else None
    if card:  # opened for the first time, they may have been known again
        person.refresh_from_db(fields=["wants_no_contact_at"])
    follow_up = FollowUp.objects.open().filter(person=person).select_related("owner").first()
    country, agreed = person.group.country, agreed_by(person)
    hello = first_sentences_of(member).to(person)
    offers = list(person.offers.select_related("offered_to", "offered_by"))
    asked = list(person.asked.filter(done_at=None))
    words = open_corrections(asked, keyring) if asked else {}
    tags, companions, others = tuple(person.tags.all()), companions_of(person, member), met_together(person, member)
    others = list(others) if person.conversation_fact else []
    cards = _cards_beside(companions, others, keyring)
    with_them = {one.person.id for one in companions if one.person}
    return PersonPage(
        person=person,
        card=card,
        phone_shown=shown(card.phone, country) if card and card.phone else "",
        language=language_name(person.language),
        ways=tuple(ways_to(person, card, country, hello)) if card else (),
        follow_up=follow_up,
        step_text=(open_step_texts([follow_up], keyring).get(follow_up.id) or "") if follow_up else "",
        topics=topics_of([person]).get(person.id, ()),
        history=_history(person, offers, agreed),
        agreed=agreed,
        may_agree=[] if person.wants_no_contact_at else _by_words(not_agreed_yet(person)),
        offer=next((offer for offer in offers if not offer.answer), None),
        hello=hello,
        asked=tuple((row, words.get(row.id)) for row in asked),
        notice_goes_at=goes_at(person) if hasattr(person, "notice") else None,
        tags=tags,
        choices_of_tags=tuple((tag, tag in tags) for tag in tags_of(person.group_id)),
        companions=tuple((one, cards.get(one.person.id) if one.person else None) for one in companions),
        met_together=tuple((other, cards.get(other.id), other.id in with_them) for other in others),
    )


def _by_words(wordings: Iterable[Wording]) -> list[tuple[str, list[Wording]]]:
    by_words: dict[str, list[Wording]] = {}
    for wording in wordings:
        by_words.setdefault(wording.text, []).append(wording)
    return list(by_words.items())


def _cards_beside(companions: list[Companion], others: list[Person], keyring: Keyring | None) -> dict:
    """Of those who came with them; opening them is noted like any other."""
    beside = {one.person.id: one.person for one in companions if one.person} | {other.id: other for other in others}
    return open_cards(beside.values(), keyring) if keyring and beside else {}


def _history(person: Person, offers: list[Offer], agreed: list[Agreed]) -> list[Event]:
    """The latest first; of one moment, what followed from it stands above it."""
    events = history_of(person)
    followed_from = [event.at for event in events if event.what == "merged"] + [person.wants_no_contact_at]
    events = [*agreements(agreed, followed_from), *events, *_offered(offers)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _offered(offers: list[Offer]) -> list[Event]:
    """Who was asked, and who could not; what was accepted stands there as handed over."""
    asked = [Event(one.offered_at, "offered", one.offered_by.name, {"to": one.offered_to.name}) for one in offers]
    declined = [one for one in offers if one.answer == Answer.DECLINED]
    return asked + [Event(one.answered_at, "declined", one.offered_to.name) for one in declined]
