"""Owners without organisers' keys need a wrap of their own: some cards came without, and a new password means a new key."""

import uuid
from collections.abc import Mapping

from django.db.models import Exists, OuterRef

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Key, Role
from handbill.keys.envelope import wrap_key
from handbill.keys.pairs import Reader
from handbill.people.models import Card, CardWrap, Person
from handbill.people.opening import data_keys_of

AT_ONCE = 300


def wrap_for_owners(data_keys: Mapping[uuid.UUID, bytes]) -> int:
    """Seal the data keys of these cards to those owners who lack a wrap; organisers open by the group's key."""
    owners = Person.objects.filter(id__in=list(data_keys), owner__role=Role.VOLUNTEER, owner__ended_at=None)
    owned = dict(owners.values_list("id", "owner"))
    readers = {key.member_id: key for key in Key.objects.current().filter(member__in=set(owned.values()))}
    there = set(
        CardWrap.objects.filter(card__in=list(owned), key__in=readers.values()).values_list("card", "key__member")
    )
    lacking = [(card, owner) for card, owner in owned.items() if owner in readers and (card, owner) not in there]
    CardWrap.objects.bulk_create([_wrap(card, data_keys[card], readers[owner]) for card, owner in lacking])
    return len(lacking)


def wrap_for_those_who_came_back(keyring: Keyring, most: int = AT_ONCE) -> int:
    """Cards of volunteers who have a new key since they were let back in: from an organiser's session, in batches."""
    if not keyring.current_epoch:
        return 0
    earlier = Key.objects.filter(member=OuterRef("member"), ended_at__isnull=False)
    keys = Key.objects.current().filter(Exists(earlier), group=keyring.member.group_id, kind=Key.Kind.MEMBER)
    keys = list(keys.filter(member__role=Role.VOLUNTEER, member__ended_at=None))
    if not keys:
        return 0
    wrapped = CardWrap.objects.filter(card=OuterRef("pk"), key__in=keys)
    cards = Card.objects.filter(~Exists(wrapped), person__owner__in=[key.member_id for key in keys])
    return wrap_for_owners(data_keys_of(cards.prefetch_related("wraps")[:most], keyring))


def _wrap(card: uuid.UUID, data_key: bytes, key: Key) -> CardWrap:
    wrap = wrap_key(data_key, card, Reader(key.id, bytes(key.public)))
    return CardWrap(card_id=card, group_id=key.group_id, key=key, wrap=wrap.box)
