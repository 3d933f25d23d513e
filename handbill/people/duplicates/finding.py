"""Cards that may be one person, found in an unlocked session. Nothing happens to them by itself, and nothing is kept."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handbill.accounts.keyring import Keyring
from handbill.people.duplicates.blocks import candidates
from handbill.people.duplicates.scoring import SAME_NAME, Level, Verdict, judge
from handbill.people.duplicates.traits import Traits, traits_of
from handbill.people.merging.two_people import in_order, known_to_be_two
from handbill.people.models import Person
from handbill.people.opening import OpenedCard, open_cards, opened_of

MOST = 50
MOST_NAMESAKES = 4
AT_ONCE = 1000
PAIRS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Pair:
    """Two cards, the one met first before the other."""

    first: Person
    second: Person
    first_card: OpenedCard
    second_card: OpenedCard
    verdict: Verdict

    @property
    def is_sure(self) -> bool:
        return self.verdict.level == Level.SURE


Found = tuple[uuid.UUID, uuid.UUID, Verdict]


def look(keyring: Keyring) -> Iterator[tuple[float, int] | list[Found]]:
    """How far it is (of how much), again and again, and at last the pairs: the likeliest first. Reading is half of it.

    Plain values live in this one call. An organiser's keyring opens all cards; without one there is nothing to find.
    """
    if not keyring.current_epoch:
        yield []
        return
    ids = list(Person.objects.visible_to(keyring.member).order_by("id").values_list("id", flat=True))
    country, cards = keyring.member.group.country, []
    for first in range(0, len(ids), AT_ONCE):
        opened = dict(opened_of(ids[first : first + AT_ONCE], keyring))
        cards += [traits_of(id, card, country) for id, card in sorted(opened.items())]
        yield min(first + AT_ONCE, len(ids)) / 2, len(ids)
    for step in judging(cards, known_to_be_two(keyring.member.group)):
        yield step if isinstance(step, list) else ((1 + step) * len(ids) / 2, len(ids))


def judged(cards: list[Traits], two: set) -> list[Found]:
    """Every pair there is something to say about, but for those that are known to be two people."""
    return next(step for step in judging(cards, two) if isinstance(step, list))


def judging(cards: list[Traits], two: set) -> Iterator[float | list[Found]]:
    """The share that is done, again and again, and at last the pairs."""
    pairs, found = list(candidates(cards)), []
    for first in range(0, len(pairs), PAIRS_AT_ONCE):
        for one, other in pairs[first : first + PAIRS_AT_ONCE]:
            verdict = judge(cards[one], cards[other])
            if verdict.level and (ids := in_order(cards[one].id, cards[other].id)) not in two:
                found.append((*ids, verdict))
        yield first / len(pairs)
    found = _without_namesakes(found, cards)
    yield sorted(found, key=lambda row: (row[2].level != Level.SURE, row[2].seems_two, -row[2].score, row[:2]))


def _without_namesakes(found: list[Found], cards: list[Traits]) -> list[Found]:
    """A name that many have says nothing where it is all that two cards have in common."""
    many = {name for name, count in Counter(card.joined for card in cards).items() if count > MOST_NAMESAKES}
    common = {card.id for card in cards if card.joined in many}
    return [row for row in found if row[2].score > SAME_NAME or row[0] not in common]


def pairs_of(keyring: Keyring) -> list[Pair]:
    """The likeliest with their cards open, which is noted."""
    found = next(step for step in look(keyring) if isinstance(step, list))
    return opened_pairs(found[:MOST], keyring)


def opened_pairs(found: list[Found], keyring: Keyring) -> list[Pair]:
    """The same with their rows and cards. Two queries, whatever the number."""
    people = Person.objects.visible_to(keyring.member).select_related("met_outing__place", "owner")
    people = people.in_bulk({id for row in found for id in row[:2]})
    cards = open_cards(people.values(), keyring)
    return [
        Pair(people[first], people[second], cards[first], cards[second], verdict)
        for first, second, verdict in found
        if first in cards and second in cards
    ]
