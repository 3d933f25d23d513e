"""What phones said about an outing's copies, dealt out over the batches it had. Pure: no database.

Phones often do not say which batch; what they leave unsaid fills the batches in the order in which they were booked.
Facts are never refused, so they may say more than there was: that shows as a batch whose `room` is below nothing, and
becomes 'found'.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

COMING = ("pile", "along")  # from a cupboard or a member; from elsewhere
GOING = ("given_on", "handed_back", "handed_out", "left", "letterbox")


@dataclass(frozen=True)
class Said:
    """So many copies, by one kind of fact. `member` is where they came from or went to, where that was a member."""

    kind: str
    copies: int
    batch: uuid.UUID | None = None
    member: uuid.UUID | None = None
    for_friends: int = 0


@dataclass(frozen=True)
class Reading:
    """The facts of one outing about copies. `left` is what the stacks hold; closed: each was counted at its end."""

    outing: uuid.UUID
    group: uuid.UUID
    name: str
    on: date
    said: tuple[Said, ...] = ()
    left: int = 0
    is_closed: bool = False
    phones: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class Brought:
    """By the lines of members: what a batch has come to at the outing, what was booked, what was handed back of it."""

    net: int = 0
    booked: int = 0
    back: int = 0


@dataclass
class Part:
    copies: int = 0
    for_friends: int = 0


@dataclass
class Dealt:
    """Per (batch, kind, member) how many; `room` is what each batch still has."""

    parts: dict[tuple, Part] = field(default_factory=lambda: defaultdict(Part))
    room: dict[uuid.UUID, int] = field(default_factory=dict)

    def put(self, batch, kind, copies, member=None, for_friends=0) -> None:
        if copies:
            part = self.parts[batch, kind, member]
            part.copies, part.for_friends = part.copies + copies, part.for_friends + for_friends
            self.room[batch] += copies if kind in ("taken", "found") else -copies

    def fill(self, copies: int) -> Iterator[tuple[uuid.UUID, int]]:
        """Batches in order, as far as each has room; the rest falls on the last."""
        for batch, room in list(self.room.items()):
            part = min(copies, max(room, 0))
            if part:
                yield batch, part
            copies -= part
        if copies:
            yield next(reversed(self.room)), copies


def deal(reading: Reading, brought: dict[uuid.UUID, Brought]) -> Dealt:
    """Where the copies came from and where they went. `brought` holds the batches in the order of booking."""
    dealt = Dealt(room={batch: one.net for batch, one in brought.items()})
    for said in reading.said:
        if said.batch:
            dealt.room.setdefault(said.batch, 0)
    if not dealt.room:
        return dealt
    booked = {batch: one.booked for batch, one in brought.items()}
    piled = [said for said in reading.said if said.kind == "pile"]
    _take_more(dealt, piled, booked)
    for said in _of_kinds(reading.said, ("along",)):
        dealt.put(said.batch or next(iter(dealt.room)), "found", said.copies)
    for said in _after_the_desk(reading.said, sum(one.back for one in brought.values())):
        _send_off(dealt, said)
    if reading.is_closed:
        untaken = max(0, sum(booked.values()) - _sum(piled)) if piled else 0
        _close(dealt, reading.left + untaken)
    return dealt


def _take_more(dealt: Dealt, piled: Sequence[Said], booked: dict[uuid.UUID, int]) -> None:
    """What was taken beyond what was booked: from the members who gave it, else from the cupboard."""
    more = max(0, _sum(piled) - sum(booked.values()))
    from_members = {said.member: 0 for said in piled if said.member}
    for said in piled:
        if said.member:
            from_members[said.member] += said.copies
    batches = _beyond(piled, booked) or [(next(reversed(dealt.room)), more)]
    for batch, beyond in [*batches, (batches[-1][0], more)]:
        part = min(more, beyond)
        more -= part
        for member in from_members:
            given = min(part, from_members[member])
            dealt.put(batch, "taken", given, member)
            from_members[member] -= given
            part -= given
        dealt.put(batch, "taken", part)


def _beyond(piled: Sequence[Said], booked: dict[uuid.UUID, int]) -> list[tuple[uuid.UUID, int]]:
    """Batches that phones named, of which they took more than was booked."""
    named: dict[uuid.UUID, int] = defaultdict(int)
    for said in piled:
        if said.batch:
            named[said.batch] += said.copies
    return [(batch, n - booked.get(batch, 0)) for batch, n in named.items() if n > booked.get(batch, 0)]


def _after_the_desk(said: Sequence[Said], back: int) -> list[Said]:
    """What left the stacks, named batches first; what a member has written as handed back is not handed back twice."""
    going = []
    for one in _of_kinds(said, GOING):
        twice = min(back, one.copies) if one.kind == "handed_back" else 0
        back -= twice
        if one.copies > twice:
            going.append(Said(one.kind, one.copies - twice, one.batch, one.member, one.for_friends))
    return sorted(going, key=lambda one: one.batch is None)


def _send_off(dealt: Dealt, said: Said) -> None:
    friends = said.for_friends
    for batch, part in [(said.batch, said.copies)] if said.batch else dealt.fill(said.copies):
        dealt.put(batch, said.kind, part, said.member, min(friends, part))
        friends -= min(friends, part)


def _close(dealt: Dealt, left: int) -> None:
    """Counted at the end: what is missing went without a tap, what is too much was found."""
    short = sum(max(room, 0) for room in dealt.room.values()) - left
    if short > 0:
        for batch, part in dealt.fill(short):
            dealt.put(batch, "untapped", part)
    elif short < 0:
        last = next(reversed(dealt.room))
        dealt.put(last, "found", -short - min(0, dealt.room[last]))


def _of_kinds(said: Sequence[Said], kinds: tuple[str, ...]) -> list[Said]:
    """In the order of the kinds."""
    return [one for kind in kinds for one in said if one.kind == kind]


def _sum(said: Sequence[Said]) -> int:
    return sum(one.copies for one in said)
