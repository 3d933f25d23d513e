"""What an unlocked session can open."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

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
    no_contact_key: bytes | None = field(repr=False, default=None)  # of the entries of those who want no contact

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
    """Climb the rest of the ladder: the member's secret opens the texts key and, for organisers, every card epoch.

    Raises keys.errors.CannotOpen when the secret is not that of the member's key of today.
    """
    own = Key.objects.current().get(member=member)
    opened = _opened(_wraps_within_reach(own), own.id, pair_of(member_secret))
    texts = {key.id: secret for key, secret in opened if key.kind == Key.Kind.TEXTS}
    cards = {key.id: secret for key, secret in opened if key.kind == Key.Kind.CARDS}
    epochs = {key.epoch: key.id for key, _secret in opened if key.kind == Key.Kind.CARDS}
    no_contact = next((secret for key, secret in opened if key.kind == Key.Kind.NO_CONTACT), None)
    return Keyring(member, own, member_secret, texts, cards, epochs, no_contact)


def _wraps_within_reach(own: Key) -> list[KeyWrap]:
    """What is sealed to the member's key, and what group keys carry for each other: one query for the whole climb."""
    carried = Q(group=own.group_id, reader__kind=Key.Kind.CARDS)
    return list(KeyWrap.objects.filter(Q(reader=own) | carried).select_related("key"))


def _opened(wraps: list[KeyWrap], reader: uuid.UUID, pair: Pair) -> list[tuple[Key, bytes]]:
    """Every secret sealed to a key, and what those open in turn (an epoch carries the one before)."""
    found = []
    for wrap in wraps:
        if wrap.reader_id == reader:
            secret = open_secret(bytes(wrap.sealed), wrap.key_id, pair)
            found += [(wrap.key, secret), *_opened(wraps, wrap.key_id, pair_of(secret))]
    return found
