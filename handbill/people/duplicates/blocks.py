"""Which cards are compared at all: those that share something that few share. What everybody shares finds nobody."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from handbill.people.duplicates.traits import Traits

MOST = 50  # cards with one thing in common: above that it says nothing
Pair = tuple[int, int]


def candidates(cards: Sequence[Traits]) -> set[Pair]:
    """Places in `cards` of those to compare, the lower first."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, traits in enumerate(cards):
        for key in set(keys_of(traits)):
            blocks[key].append(place)
    return {pair for places in blocks.values() if len(places) <= MOST for pair in combinations(places, 2)}


def keys_of(traits: Traits) -> Iterator[tuple]:
    """A number whole, with its digits in another order, or with one missing; a whole name; two beginnings of names; an address."""
    for slot, digits in enumerate(traits.digits):
        if digits:
            yield "digits", slot, digits
            yield "swapped", slot, "".join(sorted(digits))
            for at in range(len(digits)):
                yield "missing", slot, digits[:at] + digits[at + 1 :]
    if traits.address:
        yield "address", traits.address
        yield "mailbox", traits.address.partition("@")[0]
    if traits.name:
        yield "name", traits.name
    for one, other in combinations(traits.name, 2):
        yield "names", one[:3], other[:3]
    yield from _of_places(traits)


def _of_places(traits: Traits) -> Iterator[tuple]:
    where = [word for word in traits.where if len(word) > 3]
    for name in traits.name:
        for word in where:
            yield "name there", name[:4], word[:4]
    for one, other in combinations(where, 2):
        yield "there", one, other
