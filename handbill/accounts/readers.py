"""Whom things are sealed to: the current public keys of a group and its members."""

from handbill.accounts.models import Group, Key, Member
from handbill.keys.pairs import Reader


def card_reader(group: Group) -> Reader:
    """The group's key of the current epoch."""
    return _reader(Key.objects.of_group(group, Key.Kind.CARDS))


def texts_reader(group: Group) -> Reader:
    """The key for the group's texts that are no cards."""
    return _reader(Key.objects.of_group(group, Key.Kind.TEXTS))


def member_reader(member: Member) -> Reader:
    """A member's own key."""
    return _reader(Key.objects.current().get(member=member))


def _reader(key: Key) -> Reader:
    return Reader(key.id, bytes(key.public))
