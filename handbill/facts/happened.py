"""What happened at an outing: its facts that stand, details read in, as plain rows for those who count and write."""

import json
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from handbill.facts.kinds import ASKED
from handbill.facts.models import Fact, SealedText
from handbill.facts.standing import details_of, standing
from handbill.plan.models import Outing


@dataclass(frozen=True)
class Conversation:
    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    by_id: uuid.UUID | None = None
    ask: str | None = None
    reception: int | None = None
    language: str | None = None
    questions: tuple[uuid.UUID, ...] = ()
    points: tuple[uuid.UUID, ...] = ()

    @property
    def was_asked(self) -> bool:
        return self.ask in ASKED


@dataclass(frozen=True)
class Handout:
    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    copies: int
    for_friend: int
    way: str
    batch: uuid.UUID | None = None
    conversation: uuid.UUID | None = None


@dataclass(frozen=True)
class AskedInVain:
    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    people: int


@dataclass(frozen=True)
class Moved:
    """Copies that came into a stack (`taken`) or left it for another (`passed_on`); `holder` is where from or where to."""

    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    copies: int
    holder: str
    batch: uuid.UUID | None = None
    member: uuid.UUID | None = None


@dataclass(frozen=True)
class Counted:
    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    copies: int
    is_final: bool = False
    batch: uuid.UUID | None = None


@dataclass(frozen=True)
class Contact:
    """`owner` is a member's id, 'anyone', or None for whoever it falls to."""

    id: uuid.UUID
    person: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    by_id: uuid.UUID | None = None
    conversation: uuid.UUID | None = None
    owner: uuid.UUID | str | None = None
    channels: tuple[str, ...] = ()
    language: str | None = None
    is_unfinished: bool = False


@dataclass(frozen=True)
class Text:
    """A sealed question, remark or place; `text` opens through facts.texts, its words are found under `text.id`."""

    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None
    by_id: uuid.UUID | None
    text: SealedText
    conversation: uuid.UUID | None = None


@dataclass(frozen=True)
class Attempt:
    id: uuid.UUID
    person: uuid.UUID
    at: datetime
    by_id: uuid.UUID | None
    outcome: str
    follow_up: uuid.UUID | None = None
    step: str | None = None


@dataclass(frozen=True)
class ShiftEnded:
    id: uuid.UUID
    at: datetime
    phone_id: uuid.UUID | None


@dataclass
class Happened:
    """Everything in order of happening (by the server's clock, see SYNC.md `happened_at`)."""

    conversations: list[Conversation] = field(default_factory=list)
    handouts: list[Handout] = field(default_factory=list)
    asked_in_vain: list[AskedInVain] = field(default_factory=list)
    taken: list[Moved] = field(default_factory=list)
    passed_on: list[Moved] = field(default_factory=list)
    counts: list[Counted] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    questions_heard: list[Text] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)
    places: list[Text] = field(default_factory=list)
    shifts_ended: list[ShiftEnded] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def heard_from(self) -> Counter[uuid.UUID]:
        """How many conversations each of the group's listed questions came up in."""
        return Counter(id for conversation in self.conversations for id in conversation.questions)


def of_outing(outing: Outing) -> Happened:
    """Reads the outing's whole ledger once."""
    facts = list(Fact.objects.filter(outing=outing))
    for fact in facts:
        fact.fields = json.loads(fact.body)
    upright = sorted(standing(facts), key=lambda fact: (fact.happened_at, fact.id))
    merged = details_of(upright)
    texts = {
        text.fact_id: text for text in SealedText.objects.filter(group=outing.group_id, fact_id__in=_sealed(upright))
    }
    happened = Happened()
    for fact in upright:
        _note(happened, fact, merged, texts)
    return happened


def _sealed(facts: list[Fact]) -> list[uuid.UUID]:
    return [fact.id for fact in facts if fact.kind in ("question", "remark", "place")]


def _note(happened: Happened, fact: Fact, merged: dict, texts: dict) -> None:
    if fact.kind in READERS:
        drawer, read = READERS[fact.kind]
        getattr(happened, drawer).append(read(fact, merged.get(fact.id, fact.fields)))
    elif fact.id in texts:
        drawer = {"question": "questions_heard", "remark": "remarks", "place": "places"}[fact.kind]
        conversation = _id(fact.fields.get("conversation"))
        entry = Text(fact.id, fact.happened_at, fact.phone_id, fact.by_id, texts[fact.id], conversation)
        getattr(happened, drawer).append(entry)


def _conversation(fact: Fact, fields: dict) -> Conversation:
    reception = fields.get("reception")
    return Conversation(
        fact.id,
        fact.happened_at,
        fact.phone_id,
        fact.by_id,
        ask=fields.get("ask"),
        reception=None if reception is None else int(reception),
        language=fields.get("language"),
        questions=_ids(fields.get("questions")),
        points=_ids(fields.get("points")),
    )


def _handout(fact: Fact, fields: dict) -> Handout:
    batch, conversation = _id(fields.get("batch")), _id(fields.get("conversation"))
    return Handout(
        fact.id, fact.happened_at, fact.phone_id, fact.copies, fact.for_friend, fields["way"], batch, conversation
    )


def _in_vain(fact: Fact, fields: dict) -> AskedInVain:
    return AskedInVain(fact.id, fact.happened_at, fact.phone_id, fact.copies)


def _moved(fact: Fact, fields: dict) -> Moved:
    holder = fields["from"] if fact.kind == "taken" else fields["to"]
    batch, member = _id(fields.get("batch")), _id(fields.get("member"))
    return Moved(fact.id, fact.happened_at, fact.phone_id, fact.copies, holder, batch, member)


def _counted(fact: Fact, fields: dict) -> Counted:
    is_final, batch = bool(fields.get("final")), _id(fields.get("batch"))
    return Counted(fact.id, fact.happened_at, fact.phone_id, fact.copies, is_final, batch)


def _contact(fact: Fact, fields: dict) -> Contact:
    owner = fields.get("owner")
    return Contact(
        fact.id,
        fact.person,
        fact.happened_at,
        fact.phone_id,
        fact.by_id,
        conversation=_id(fields.get("conversation")),
        owner=owner if owner == "anyone" else _id(owner),
        channels=tuple(fields["channels"]),
        language=fields.get("language"),
        is_unfinished=bool(fields.get("unfinished")),
    )


def _ended(fact: Fact, fields: dict) -> ShiftEnded:
    return ShiftEnded(fact.id, fact.happened_at, fact.phone_id)


def _attempt(fact: Fact, fields: dict) -> Attempt:
    follow_up = _id(fields.get("follow_up"))
    return Attempt(fact.id, fact.person, fact.happened_at, fact.by_id, fields["outcome"], follow_up, fields.get("step"))


def _id(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def _ids(texts: list | None) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(text) for text in texts or ())


READERS = {
    "conversation": ("conversations", _conversation),
    "handout": ("handouts", _handout),
    "asked_in_vain": ("asked_in_vain", _in_vain),
    "taken": ("taken", _moved),
    "passed_on": ("passed_on", _moved),
    "count": ("counts", _counted),
    "contact": ("contacts", _contact),
    "shift_ended": ("shifts_ended", _ended),
    "attempt": ("attempts", _attempt),
}
