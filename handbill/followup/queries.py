"""Who waits to hear from whom, with what can be said about them while the keyring is open or locked."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Prefetch, Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.languages import language_name
from handbill.facts.models import Fact, Question
from handbill.followup.first_sentences import first_sentences_of
from handbill.followup.models import Answer, FollowUp, Offer
from handbill.followup.step_texts import open_step_texts
from handbill.followup.ways import Way, ways_to
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards
from handbill.people.quiet_hours import QUIET_UNTIL, last_good_moment

MOST = 26


@dataclass(frozen=True)
class Waiting:
    """A row of Today. `card` is None while locked, or where this member holds no key."""

    follow_up: FollowUp
    card: OpenedCard | None
    topics: tuple[str, ...]
    ways: tuple[Way, ...]
    step_text: str

    @property
    def person(self) -> Person:
        return self.follow_up.person

    @property
    def language(self) -> str:
        """The name of the language they speak, where that is not the group's own."""
        spoken, own = self.person.language, self.follow_up.group.language
        return "" if spoken.split("-")[0] == own.split("-")[0] else language_name(spoken)

    @property
    def offer(self) -> Offer | None:
        """Somebody else who is asked, or who was asked last and declined."""
        return next(reversed(self.person.unsettled), None)

    @property
    def is_late(self) -> bool:
        return bool(self.follow_up.due_at and self.follow_up.due_at < now())

    @property
    def due_at(self) -> datetime | None:
        """The deadline to show: never in the quiet hours, and never later than the real one."""
        due_at = self.follow_up.due_at
        return last_good_moment(due_at, ZoneInfo(self.follow_up.group.timezone)) if due_at else None

    @property
    def hours_left(self) -> int | None:
        """Whole hours until then, within a day; None while there is more time, or none."""
        left = (self.due_at - now()).total_seconds() / 3600 if self.due_at else -1
        return int(left) if 0 <= left < 24 else None


def waiting_for(member: Member, keyring: Keyring | None, *, everyone: bool = False, most: int = MOST) -> list[Waiting]:
    """Open follow-ups, the nearest deadline first: her own, or all she may see. The number of queries does not grow."""
    return rows_of(open_ones(member, everyone=everyone)[:most], member, keyring)


def rows_of(follow_ups, member: Member, keyring: Keyring | None) -> list[Waiting]:
    """Rows of Today for a queryset of follow-ups."""
    rows = _with_people(follow_ups)
    cards = open_cards([row.person for row in rows], keyring) if keyring and rows else {}
    topics = topics_of([row.person for row in rows])
    texts = open_step_texts(rows, keyring)
    hello = first_sentences_of(member) if cards else None
    return [_waiting(row, cards.get(row.person_id), topics, texts, hello) for row in rows]


def rows_without_cards(follow_ups) -> list[Waiting]:
    """For somebody who is told that they wait, and not who they are."""
    return [Waiting(row, None, (), (), "") for row in _with_people(follow_ups)]


def _with_people(follow_ups) -> list[FollowUp]:
    return list(
        follow_ups.select_related(
            "person__met_outing__place", "person__met_outing__group", "person__met_by", "owner", "group"
        ).prefetch_related("person__consents", unsettled_offers("person__offers"))
    )


def unsettled_offers(path: str) -> Prefetch:
    """As `unsettled` on each person: offers that nobody has answered, and those declined, the latest last."""
    rows = Offer.objects.filter(answer__in=["", Answer.DECLINED]).select_related("offered_to", "offered_by")
    return Prefetch(path, queryset=rows.order_by("offered_at", "id"), to_attr="unsettled")


def _waiting(row: FollowUp, card: OpenedCard | None, topics: dict, texts: dict, hello) -> Waiting:
    ways = ways_to(row.person, card, row.group.country, hello.to(row.person)) if card else ()
    return Waiting(row, card, topics.get(row.person_id, ()), tuple(ways), texts.get(row.id) or "")


def open_ones(member: Member, *, everyone: bool = False):
    """Open follow-ups by deadline, 'any time' last."""
    rows = FollowUp.objects.visible_to(member).open().order_by(F("due_at").asc(nulls_last=True), "id")
    return rows if everyone else rows.filter(owner=member)


@dataclass(frozen=True)
class Counts:
    """How many wait for her, how many of them are late or due by the end of today; how many wait for anybody she may see."""

    mine: int
    late: int
    due_today: int
    everyones: int


def counts_for(member: Member, end_of_today: datetime) -> Counts:
    """All in one query. A deadline in the night is meant for the evening before."""
    rows, own = FollowUp.objects.visible_to(member).open(), Q(owner=member)
    night = end_of_today + timedelta(hours=QUIET_UNTIL.hour)
    found = rows.aggregate(
        mine=Count("id", filter=own),
        late=Count("id", filter=own & Q(due_at__lt=now())),
        due_today=Count("id", filter=own & Q(due_at__lt=night)),
        everyones=Count("id"),
    )
    return Counts(**found)


def topics_of(people: Iterable[Person]) -> dict[uuid.UUID, tuple[str, ...]]:
    """What each asked about, in the group's words; from the conversation and its details, the latest naming them."""
    conversations = {person.conversation_fact: person for person in people if person.conversation_fact}
    if not conversations:
        return {}
    group = next(iter(conversations.values())).group_id
    named: dict[uuid.UUID, list[str]] = {}
    details = Fact.objects.filter(group=group, of__in=list(conversations), kind="detail").order_by()
    # Sorted here: a database that is asked for the order walks the whole ledger in it.
    later = sorted(details, key=lambda fact: fact.id)
    for fact in [*Fact.objects.filter(group=group, id__in=list(conversations)), *later]:
        asked = json.loads(fact.body).get("questions")
        if asked is not None:
            named[fact.of or fact.id] = asked
    words = dict(Question.objects.filter(group=group).values_list("id", "text"))
    return {
        conversations[id].id: tuple(words[uuid.UUID(q)] for q in asked if uuid.UUID(q) in words)
        for id, asked in named.items()
    }
