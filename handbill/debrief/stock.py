"""The copies of an outing: how many there were, when they went, whether and when they ran out."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from handbill.debrief.evidence import Evidence
from handbill.facts.happened import Counted, Handout, Happened, Moved

OF_THE_PILE = ("cupboard", "member")


@dataclass(frozen=True)
class Copies:
    """By the taps. `brought` is 0 where nobody noted it, `home` what was counted at the end, None while a stack was not.

    `ran_out_at` is the moment of the last copy, if they ran out.
    """

    brought: int
    gone: int
    home: int | None
    by_letterbox: int
    for_friends: int
    in_vain: int
    steps: list[tuple[datetime, int]]
    first_at: datetime | None
    last_at: datetime | None
    ran_out_at: datetime | None

    @property
    def left(self) -> int:
        """What must have been left; as counted, else by the taps."""
        return max(0, self.brought - self.gone) if self.home is None else self.home

    @property
    def untapped(self) -> int:
        """Copies that went without a tap; below 0 where more came home than the taps left."""
        return 0 if self.home is None or not self.brought else self.brought - self.home - self.gone


def copies_of(evidence: Evidence) -> Copies:
    """Reads the stacks of all phones together."""
    happened = evidence.happened
    handouts = happened.handouts
    return Copies(
        brought=_brought(happened, evidence.booked),
        gone=sum(handout.copies for handout in handouts),
        home=_home(happened, evidence.booked),
        by_letterbox=sum(handout.copies for handout in handouts if handout.way == "letterbox"),
        for_friends=sum(handout.for_friend for handout in handouts),
        in_vain=sum(asked.people for asked in happened.asked_in_vain),
        steps=_steps(handouts),
        first_at=handouts[0].at if handouts else None,
        last_at=handouts[-1].at if handouts else None,
        ran_out_at=handouts[-1].at if ran_out(happened, evidence.booked) else None,
    )


def ran_out(happened: Happened, booked: int) -> bool:
    """Every stack at 0 and none untaken, or people asked in vain and no handout came after (NUMBERS, section 1)."""
    if not happened.handouts:
        return False
    last = happened.handouts[-1].at
    if any(asked.at >= last for asked in happened.asked_in_vain):
        return True
    if any(moved.at > last and moved.holder != "phone" and moved.copies for moved in happened.passed_on):
        return False  # what was carried home had not gone
    return _nothing_left(happened, booked)


def minutes_between(start: datetime, end: datetime) -> int:
    """Minutes as the clock on the wall shows them, so that 16:10 and 50 minutes make 17:00; never below 0."""
    start, end = (at.replace(second=0, microsecond=0) for at in (start, end))
    return max(0, (end - start) // timedelta(minutes=1))


def _nothing_left(happened: Happened, booked: int) -> bool:
    brought = _brought(happened, booked)
    stacks = _stacks(happened)
    untaken = max(0, booked - _of_the_pile(happened))
    return brought > 0 and max(stacks.values()) <= 0 and sum(stacks.values()) + untaken <= 0


def _stacks(happened: Happened) -> dict[uuid.UUID | None, int]:
    """What each phone holds at the end; a count replaces what came before it."""
    moves = [*happened.handouts, *happened.taken, *happened.passed_on, *happened.counts]
    stacks: dict[uuid.UUID | None, int] = defaultdict(int)
    taken = set(map(id, happened.taken))
    for move in sorted(moves, key=lambda move: (move.at, move.id)):
        if isinstance(move, Counted):
            stacks[move.phone_id] = move.copies
        else:
            stacks[move.phone_id] += move.copies if id(move) in taken else -move.copies
    return stacks


def _home(happened: Happened, booked: int) -> int | None:
    """Counted in every stack at its end, with what was handed back before and what nobody had taken."""
    final = {count.phone_id: count for count in happened.counts if count.is_final}
    stacks = {move.phone_id for move in (*happened.handouts, *happened.taken)}
    if not final or stacks - final.keys():
        return None
    handed_back = sum(
        moved.copies
        for moved in happened.passed_on
        if moved.holder != "phone" and moved.phone_id in final and moved.at < final[moved.phone_id].at
    )
    untaken = max(0, booked - _of_the_pile(happened)) if happened.taken else 0
    return sum(count.copies for count in final.values()) + handed_back + untaken


def _brought(happened: Happened, booked: int) -> int:
    return max(booked, _of_the_pile(happened)) + sum(_from(happened.taken, ("other",)))


def _of_the_pile(happened: Happened) -> int:
    return sum(_from(happened.taken, OF_THE_PILE))


def _from(taken: list[Moved], holders: tuple[str, ...]) -> list[int]:
    return [moved.copies for moved in taken if moved.holder in holders]


def _steps(handouts: list[Handout]) -> list[tuple[datetime, int]]:
    """(moment, copies gone so far), one for each minute in which some went."""
    gone, steps = 0, {}
    for handout in handouts:
        gone += handout.copies
        steps[handout.at.replace(second=0, microsecond=0)] = (handout.at, gone)
    return list(steps.values())
