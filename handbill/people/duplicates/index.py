"""The moment an organiser is there: cards with a number or an address in common, by the keyed index. Nothing is opened."""

import uuid
from collections import defaultdict

from django.db.models import Count

from handbill.accounts.keyring import Keyring
from handbill.people.merging.queries import standing_for
from handbill.people.merging.two_people import in_order, known_to_be_two
from handbill.people.models import IndexEntry

MOST = 50


def share_an_entry(keyring: Keyring, most: int = MOST) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Ids of cards that share an entry, each pair once, the latest first; a card that went into another counts as that one."""
    if not keyring.current_epoch:
        return []
    entries = IndexEntry.objects.filter(group=keyring.member.group_id, epoch=keyring.current_epoch)
    twice = entries.values("tag").annotate(cards=Count("card")).filter(cards__gt=1).values("tag")
    rows = list(entries.filter(tag__in=twice).order_by("card").values_list("tag", "card"))
    kept, by_tag = standing_for({card for _tag, card in rows}), defaultdict(set)
    for tag, card in rows:
        by_tag[bytes(tag)].add(kept.get(card, card))
    pairs = {in_order(min(cards), other) for cards in by_tag.values() for other in cards - {min(cards)}}
    return sorted(pairs - known_to_be_two(keyring.member.group), key=lambda pair: pair[1], reverse=True)[:most]
