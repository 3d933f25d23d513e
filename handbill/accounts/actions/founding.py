"""A group begins: its keys, its first organiser, its recovery sheet."""

import itertools
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from handbill.accounts.audit import note
from handbill.accounts.models import Group, Key, KeyWrap, Member, Role
from handbill.accounts.unlocking import set_password
from handbill.accounts.wordings import first_wordings
from handbill.keys.pairs import Pair, new_no_contact_key, new_pair, pair_of, seal_secret
from handbill.keys.words import to_words


@dataclass(frozen=True)
class Founded:
    """`recovery_words`: 24 words, to be shown once and kept nowhere."""

    group: Group
    member: Member
    recovery_words: str


@transaction.atomic
def found_group(
    *,
    name: str,
    language: str,
    country: str,
    timezone: str,
    paper: str,
    ink: str,
    member_name: str,
    login: str,
    password: str,
) -> Founded:
    """Make a group with its keys (epoch 1, texts, recovery, no contact) and its first organiser."""
    group = Group.objects.create(
        name=name, slug=_free_slug(name), language=language, country=country, timezone=timezone, paper=paper, ink=ink
    )
    member, own = new_member(group, name=member_name, login=login, role=Role.ORGANISER, password=password)
    recovery = new_pair()
    sheet = Key.objects.create(group=group, kind=Key.Kind.RECOVERY, public=recovery.public)
    cards = _new_key(group, Key.Kind.CARDS, new_pair(), readers=(own, sheet))
    _new_key(group, Key.Kind.TEXTS, new_pair(), readers=(own, sheet))
    _new_key(group, Key.Kind.NO_CONTACT, pair_of(new_no_contact_key()), readers=(cards,))
    first_wordings(group)
    note(member, "group_founded", group.id)
    return Founded(group, member, " ".join(to_words(recovery.secret)))


def new_member(group: Group, *, name: str, login: str, role: str, password: str) -> tuple[Member, Key]:
    """A member with a fresh key pair, the secret under the password."""
    pair = new_pair()
    member = Member(group=group, name=name, login=login.strip().casefold(), role=role, language=group.language)
    set_password(member, password, pair.secret)
    member.save(force_insert=True)
    return member, Key.objects.create(group=group, kind=Key.Kind.MEMBER, member=member, public=pair.public)


def _new_key(group: Group, kind: str, pair: Pair, *, readers: tuple[Key, ...]) -> Key:
    key = Key.objects.create(group=group, kind=kind, public=pair.public)
    for reader in readers:
        give(key, pair, reader)
    return key


def give(key: Key, pair: Pair, reader: Key) -> KeyWrap:
    """Seal a key's secret to another key."""
    return KeyWrap.objects.create(
        group_id=key.group_id, key=key, reader=reader, sealed=seal_secret(pair.secret, key.id, bytes(reader.public))
    )


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "group"
    numbered = (base if number == 1 else f"{base}-{number}" for number in itertools.count(1))
    return next(slug for slug in numbered if not Group.objects.filter(slug=slug).exists())
