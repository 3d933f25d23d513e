"""Whom to suggest for each of many people: pure, and the same for the same people and members.

A member costs what she has open already; one who was not there costs one more, since she has to read up on it; one who
does not speak the person's language costs as much as four people more, so that language comes first where it can.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

NOT_THERE = 1
NOT_THE_LANGUAGE = 4


@dataclass(frozen=True)
class Hand:
    """A member who can take people: what she has open, whether she was there, the languages she is known to speak."""

    id: uuid.UUID
    name: str
    has_open: int
    was_there: bool
    languages: frozenset[str]

    def speaks(self, language: str) -> bool:
        return not language or language.split("-")[0] in self.languages


@dataclass(frozen=True)
class Suggestion:
    """Who, and why: what she would have open with this one, whether she was there, whether the language decided."""

    hand: Hand
    would_have: int
    speaks_it: bool


def suggest(languages: Iterable[str], hands: Iterable[Hand]) -> list[Suggestion | None]:
    """One suggestion for each person, given by the language they speak (empty: the group's own), in the order given."""
    hands = sorted(hands, key=lambda hand: (hand.name, hand.id))
    dealt = {hand.id: 0 for hand in hands}
    return [_suggestion(language, hands, dealt) for language in languages]


def _suggestion(language: str, hands: list[Hand], dealt: dict[uuid.UUID, int]) -> Suggestion | None:
    if not hands:
        return None
    best = min(hands, key=lambda hand: _cost(hand, language) + dealt[hand.id])
    dealt[best.id] += 1
    return Suggestion(best, best.has_open + dealt[best.id], bool(language) and best.speaks(language))


def _cost(hand: Hand, language: str) -> int:
    strange = 0 if hand.speaks(language) else NOT_THE_LANGUAGE
    return hand.has_open + strange + (0 if hand.was_there else NOT_THERE)
