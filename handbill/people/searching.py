"""Finding people by what stands on their cards, in an unlocked session. No plaintext is kept between requests."""

import uuid
from collections.abc import Iterator

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.people.models import IndexEntry, Person
from handbill.people.opening import OpenedCard, opened_of
from handbill.people.sign_in_work import tags_of

MOST_FOUND = 50
AT_ONCE = 1000


def search(member: Member, words: str, keyring: Keyring) -> list[tuple[uuid.UUID, OpenedCard]]:
    """Cards in which every word stands (name, number, address, note), up to 50, the latest met first.

    A whole number or address is looked up in the index first; for anything else cards are opened a thousand at a time.
    """
    exact = _by_index(member, words, keyring)
    if exact:
        return list(opened_of(exact, keyring))[:MOST_FOUND]
    wanted, found = words.casefold().split(), []
    for ids in _in_batches(member) if wanted else ():
        opened = dict(opened_of(ids, keyring))
        found += [(id, opened[id]) for id in ids if id in opened and _fits(opened[id], wanted)]
        if len(found) >= MOST_FOUND:
            break
    return found[:MOST_FOUND]


def _by_index(member: Member, words: str, keyring: Keyring) -> list[uuid.UUID]:
    epoch = keyring.current_epoch
    tags = tags_of(words, words, keyring, epoch) if epoch else []
    cards = IndexEntry.objects.filter(group=member.group_id, epoch=epoch, tag__in=tags).values("card")
    return list(Person.objects.visible_to(member).filter(id__in=cards).values_list("id", flat=True)) if tags else []


def _in_batches(member: Member) -> Iterator[list[uuid.UUID]]:
    people, last = Person.objects.visible_to(member).order_by("-id"), None
    while True:
        after = people.filter(id__lt=last) if last else people
        ids = list(after.values_list("id", flat=True)[:AT_ONCE])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _fits(card: OpenedCard, wanted: list[str]) -> bool:
    text = "\n".join([card.name, card.phone, _digits(card.phone), card.email, card.other, card.note]).casefold()
    return all(word in text for word in wanted)


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
