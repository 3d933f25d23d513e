"""A made-up afternoon at a stall, 15:00 to 17:00, as the tables of the debrief describe it: facts in, no database.

gone_by("16:10", 120)      copies handed out one by one until then
talks(42, asked=13, gave=9, stacks=3)
"""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import count

from handbill.accounts.models import Group, Member, Phone
from handbill.debrief.evidence import Evidence, Talks
from handbill.facts.happened import (
    AskedInVain,
    Attempt,
    Contact,
    Conversation,
    Counted,
    Handout,
    Happened,
    Moved,
    ShiftEnded,
)
from handbill.plan.models import Joining, Outing, Place

numbers = count(1)
GROUP = Group(name="Aldermouth Tenants’ Union", timezone="UTC")
MORNING_AFTER = "9:00 +1"


def new_id() -> uuid.UUID:
    return uuid.UUID(int=next(numbers))


PHONES = [new_id() for _ in range(4)]


def at(clock: str) -> datetime:
    """15:40 on the day; "9:00 +1" is the morning after."""
    hour, _, day = clock.partition(" +")
    hours, minutes = hour.split(":")
    return datetime(2026, 9, 12, int(hours), int(minutes), tzinfo=UTC) + timedelta(days=int(day or 0))


def afternoon(
    happened: Happened, *, seen: str = MORNING_AFTER, booked: int = 0, phones=(), earlier=(), **goals
) -> Evidence:
    """The evidence of the afternoon as it is looked at `seen`."""
    place = Place(group=GROUP, name="Ferry Square market")
    outing = Outing(group=GROUP, place=place, setting="stall", starts_at=at("15:00"), ends_at=at("17:00"), **goals)
    return Evidence(outing, happened, at(seen), UTC, booked, list(phones), list(earlier))


def what(*parts) -> Happened:
    """One Happened of several lists, in order of happening."""
    happened = Happened()
    for part in parts:
        for fact in part:
            getattr(happened, DRAWERS[type(fact)]).append(fact)
    for drawer in DRAWERS.values():
        getattr(happened, drawer).sort(key=lambda fact: fact.at)
    return happened


def gone_by(clock: str, copies: int, *, phone: int = 0, way: str = "hand", for_friend: int = 0) -> list[Handout]:
    """Copies handed out one by one since 15:00, the last one at `clock`."""
    pace = (at(clock) - at("15:00")) / copies
    return [
        Handout(new_id(), at(clock) - pace * (copies - 1 - n), PHONES[phone], 1, int(n < for_friend), way)
        for n in range(copies)
    ]


def talks(n: int, *, asked: int = 0, gave: int = 0, unnoted: int = 0, stacks: int = 3) -> list[Conversation]:
    """Conversations dealt over as many stacks in turn: first those who gave, then those asked, then those not asked."""
    asks = ["given"] * gave + ["refused"] * (asked - gave) + ["not_asked"] * (n - asked - unnoted) + [None] * unnoted
    return [
        Conversation(new_id(), at("15:01") + timedelta(minutes=number), PHONES[number % stacks], ask=ask)
        for number, ask in enumerate(asks)
    ]


def in_vain(clock: str, people: int) -> list[AskedInVain]:
    return [AskedInVain(new_id(), at(clock), PHONES[0], people)]


def taken(copies: int, *, phone: int = 0, clock: str = "15:00", holder: str = "cupboard") -> list[Moved]:
    return [Taken(new_id(), at(clock), PHONES[phone], copies, holder)]


def carried_home(copies: int, *, phone: int = 0, clock: str = "17:00", holder: str = "cupboard") -> list[Moved]:
    return [PassedOn(new_id(), at(clock), PHONES[phone], copies, holder)]


def counted(copies: int, *, phone: int = 0, clock: str = "17:00") -> list[Counted]:
    return [Counted(new_id(), at(clock), PHONES[phone], copies, is_final=True)]


def contacts(n: int, clock: str = "15:30") -> list[Contact]:
    return [Contact(new_id(), new_id(), at(clock), PHONES[0]) for _ in range(n)]


def tried(people: list[Contact], clock: str, outcome: str = "talked") -> list[Attempt]:
    return [Attempt(new_id(), contact.person, at(clock), None, outcome) for contact in people]


def ended(*phones: int) -> list[ShiftEnded]:
    return [ShiftEnded(new_id(), at("17:00"), PHONES[phone]) for phone in phones]


def joined(phone: int, name: str = "", *, heard: str = "17:05", waiting: int = 0) -> Joining:
    owner = Member(group=GROUP, name=name) if name else None
    return Joining(phone=Phone(id=PHONES[phone], group=GROUP, member=owner), heard_at=at(heard), waiting=waiting)


def before(*shares: tuple[int, int]) -> list[Talks]:
    """Earlier outings of two hours: asked k of n."""
    return [Talks(n, n, k, k // 2, 2.0) for k, n in shares]


class Taken(Moved):
    pass


class PassedOn(Moved):
    pass


DRAWERS = {
    Handout: "handouts",
    Conversation: "conversations",
    AskedInVain: "asked_in_vain",
    Taken: "taken",
    PassedOn: "passed_on",
    Counted: "counts",
    Contact: "contacts",
    Attempt: "attempts",
    ShiftEnded: "shifts_ended",
}
