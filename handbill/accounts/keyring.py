"""What an unlocked session can open."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from handbill.accounts.models import Key, KeyWrap, Member
from handbill.keys.pairs import GroupKeys, Pair, group_keys, open_secret, pair_of


@dataclass(frozen=True)
class Keyring:
    """A member's opened keys, for as long as one request. `cards` is empty for all but organisers who were let in."""

    member: Member
    member_key: Key
    member_secret: bytes = field(repr=False)
    texts: dict[uuid.UUID, bytes] = field(repr=False)
    cards: dict[uuid.UUID, bytes] = field(repr=False)
    epochs: dict[int, uuid.UUID] = field(repr=False)

    @cached_property
    def member_pair(self) -> Pair:
        return pair_of(self.member_secret)

    @property
    def current_epoch(self) -> int:
        return max(self.epochs, default=0)

    def card_key(self, epoch: int) -> bytes:
        return self._group_keys(epoch).card

    def index_key(self, epoch: int) -> bytes:
        return self._group_keys(epoch).index

    def _group_keys(self, epoch: int) -> GroupKeys:
        return group_keys(self.cards[self.epochs[epoch]])


def keyring_of(member: Member, member_secret: bytes) -> Keyring:
    """Climb the rest of the ladder: the member's secret opens the texts key and, for organisers, every card epoch."""
    own = Key.objects.current().get(member=member)
    opened = _opened(own, pair_of(member_secret))
    keys = Key.objects.in_bulk(opened)
    texts = {id: secret for id, secret in opened.items() if keys[id].kind == Key.Kind.TEXTS}
    cards = {id: secret for id, secret in opened.items() if keys[id].kind == Key.Kind.CARDS}
    epochs = {keys[id].epoch: id for id in cards}
    return Keyring(member, own, member_secret, texts, cards, epochs)


def _opened(reader: Key, pair: Pair) -> dict[uuid.UUID, bytes]:
    """Every secret sealed to a key, and what those open in turn (an epoch carries the one before)."""
    found: dict[uuid.UUID, bytes] = {}
    for wrap in KeyWrap.objects.filter(reader=reader).select_related("key"):
        secret = open_secret(bytes(wrap.sealed), wrap.key_id, pair)
        found |= {wrap.key_id: secret} | _opened(wrap.key, pair_of(secret))
    return found
