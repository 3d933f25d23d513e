"""Everything a debrief is drawn from, read once. What is said about it is pure and stands in the modules beside."""

import json
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from handbill.base.clock import now
from handbill.facts.happened import Happened, of_outing
from handbill.facts.kinds import ASKED
from handbill.facts.models import Fact
from handbill.facts.standing import details_of, standing
from handbill.plan.models import Joining, Outing
from handbill.plan.queries import copies_booked, phones_of

MOST_EARLIER = 10
WARM = 3  # of 1 turned away, 2 listened, 3 interested, 4 want to help
OF_TALKS = ("conversation", "detail", "retraction")
COLUMNS = ("id", "kind", "outing_id", "phone_id", "of", "body")


@dataclass(frozen=True, slots=True)
class TalkFact:
    """As much of a fact as counting earlier talks needs."""

    id: uuid.UUID
    kind: str
    outing_id: uuid.UUID
    phone_id: uuid.UUID | None
    of: uuid.UUID | None
    fields: dict


@dataclass(frozen=True)
class Talks:
    """Counts of one outing: conversations, those whose ask is noted, asked, gave; the hours it was planned for.

    `warm` of `taken` talks with a note on how they went were met with interest; `questions` counts those of the list.
    """

    conversations: int
    noted: int
    asked: int
    gave: int
    hours: float = 1.0
    is_here: bool = False
    taken: int = 0
    warm: int = 0
    questions: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class Evidence:
    """An outing and what is known of it at a moment. `earlier`: outings of this setting before it, the latest first."""

    outing: Outing
    happened: Happened
    at: datetime
    zone: tzinfo
    booked: int = 0
    phones: list[Joining] = field(default_factory=list)
    earlier: list[Talks] = field(default_factory=list)

    @property
    def is_ahead(self) -> bool:
        return self.at < self.outing.starts_at and self.is_empty

    @property
    def is_on(self) -> bool:
        return self.outing.starts_at <= self.at < self.outing.ends_at

    @property
    def is_empty(self) -> bool:
        happened = self.happened
        return not (happened.conversations or happened.handouts or happened.asked_in_vain or happened.contacts)


def evidence_of(outing: Outing) -> Evidence:
    """Six queries, however much happened."""
    return Evidence(
        outing=outing,
        happened=of_outing(outing),
        at=now(),
        zone=outing.zone,
        booked=copies_booked(outing),
        phones=phones_of(outing),
        earlier=earlier_talks(outing),
    )


def talks_of(happened: Happened, hours: float = 1.0) -> Talks:
    asks = [conversation.ask for conversation in happened.conversations]
    return Talks(*_counted(asks), hours)


def hours_of(outing: Outing) -> float:
    return (outing.ends_at - outing.starts_at).total_seconds() / 3600


def earlier_talks(outing: Outing) -> list[Talks]:
    """The latest outings of this setting that took place before this one and noted a conversation."""
    before = Outing.objects.standing().filter(
        group=outing.group_id, setting=outing.setting, starts_at__lt=outing.starts_at, ends_at__lte=now()
    )
    outings = list(before.order_by("-starts_at")[:MOST_EARLIER])
    talks = _talks_at([one.id for one in outings])
    return [_earlier(talks[one.id], hours_of(one), one.place_id == outing.place_id) for one in outings if talks[one.id]]


def _earlier(talks: list[dict], hours: float, is_here: bool) -> Talks:
    receptions = [talk["reception"] for talk in talks if talk.get("reception")]
    questions = Counter(uuid.UUID(id) for talk in talks for id in talk.get("questions") or ())
    warm = sum(reception >= WARM for reception in receptions)
    counts = _counted([talk.get("ask") for talk in talks])
    return Talks(*counts, hours, is_here, len(receptions), warm, questions)


def _talks_at(outing_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[dict]]:
    rows = Fact.objects.filter(outing__in=outing_ids, kind__in=OF_TALKS).order_by().values_list(*COLUMNS)
    facts = [TalkFact(*row[:-1], json.loads(row[-1])) for row in rows.iterator(2000)]
    upright = standing(facts)
    details = details_of(upright)
    found = defaultdict(list)
    for fact in upright:
        if fact.kind == "conversation":
            found[fact.outing_id].append(details[fact.id])
    return found


def _counted(asks: list[str | None]) -> tuple[int, int, int, int]:
    noted = sum(ask is not None for ask in asks)
    return len(asks), noted, sum(ask in ASKED for ask in asks), asks.count("given")
