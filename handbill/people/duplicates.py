"""Cards that may be the same person, found by the keyed index. Nothing happens to them by itself.

A number or an address on two cards is a hint, no more: a household shares both and is two people. So names are compared
once the cards are open, and a pair whose names differ is said to be two people who share something.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from rapidfuzz.fuzz import token_sort_ratio

from handbill.accounts.keyring import Keyring
from handbill.people.models import IndexEntry, Person
from handbill.people.opening import OpenedCard, open_cards

MOST = 50
SAME_NAME = 90  # of 100, whatever the order of the words: Dee Quill, Quill Dee, Dee Quil


@dataclass(frozen=True)
class Pair:
    """Two cards with a number or an address in common, the one met first before the other."""

    first: Person
    second: Person
    first_card: OpenedCard
    second_card: OpenedCard

    @property
    def is_same_name(self) -> bool:
        """Written alike; a card without a name says nothing against it."""
        names = [card.name.casefold().strip() for card in (self.first_card, self.second_card)]
        return not all(names) or token_sort_ratio(*names) >= SAME_NAME


def shared(keyring: Keyring, most: int = MOST) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Ids of cards that have an index entry in common, each pair once, the latest first. Nothing is opened."""
    if not keyring.current_epoch:
        return []
    entries = IndexEntry.objects.filter(group=keyring.member.group_id, epoch=keyring.current_epoch)
    twice = entries.values("tag").annotate(cards=Count("card")).filter(cards__gt=1).values("tag")
    by_tag = defaultdict(list)
    for tag, card in entries.filter(tag__in=twice).order_by("card").values_list("tag", "card"):
        by_tag[bytes(tag)].append(card)
    pairs = {(cards[0], other) for cards in by_tag.values() for other in cards[1:]}
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)[:most]


def pairs_of(keyring: Keyring) -> list[Pair]:
    """The same with their cards open (noted), those with the same name first."""
    ids = shared(keyring)
    people = Person.objects.visible_to(keyring.member).select_related("met_outing__place", "owner")
    people = people.in_bulk({id for pair in ids for id in pair})
    cards = open_cards(people.values(), keyring)
    pairs = [
        Pair(people[first], people[second], cards[first], cards[second])
        for first, second in ids
        if first in cards and second in cards
    ]
    return sorted(pairs, key=lambda pair: not pair.is_same_name)
