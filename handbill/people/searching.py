"""Finding people by what stands on their cards, in an unlocked session. No plaintext is kept between requests."""

import uuid
from collections.abc import Callable, Iterator

from django.db.models import Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.people.models import IndexEntry, Person
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard, opened_of
from handbill.people.sign_in_work import tags_of

MOST_FOUND = 50
AT_ONCE = 1000


def search(member: Member, words: str, keyring: Keyring) -> list[tuple[uuid.UUID, OpenedCard]]:
    """Cards in which every word stands (name, number, address, note), up to 50, the latest met first.

    A whole number or address is looked up in the index, and only cards that are not in it yet are opened; for anything
    else, and where the index knows nothing, cards are opened a thousand at a time.
    """
    people = Person.objects.visible_to(member).order_by("-id")
    fits = _fitting(words, member.group.country)
    indexed = _by_index(people, words, keyring)
    if indexed:
        found = list(opened_of(indexed, keyring))
        people = people.filter(Q(card__intake_epoch=None) | Q(card__intake_epoch__lt=keyring.current_epoch))
        return (found + _scanned(people, fits, keyring))[:MOST_FOUND]
    return _scanned(people, fits, keyring) if words.strip() else []


def _by_index(people, words: str, keyring: Keyring) -> list[uuid.UUID]:
    epoch = keyring.current_epoch
    tags = tags_of(words, words, keyring, epoch) if epoch else []
    cards = IndexEntry.objects.filter(group=keyring.member.group_id, epoch=epoch, tag__in=tags).values("card")
    return list(people.filter(id__in=cards).values_list("id", flat=True)) if tags else []


def _scanned(people, fits, keyring: Keyring) -> list[tuple[uuid.UUID, OpenedCard]]:
    found: list[tuple[uuid.UUID, OpenedCard]] = []
    for ids in _in_batches(people):
        opened = dict(opened_of(ids, keyring))
        found += [(id, opened[id]) for id in ids if id in opened and fits(opened[id])]
        if len(found) >= MOST_FOUND:
            break
    return found[:MOST_FOUND]


def _in_batches(people) -> Iterator[list[uuid.UUID]]:
    last = None
    while True:
        after = people.filter(id__lt=last) if last else people
        ids = list(after.values_list("id", flat=True)[:AT_ONCE])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _fitting(words: str, country: str) -> Callable[[OpenedCard], bool]:
    """Every word stands somewhere on the card; or the words are a whole number, however it is written on either side."""
    has_digits = any(map(str.isdigit, words))
    wanted, number = words.casefold().split(), e164(words, country) if has_digits else None

    def fits(card: OpenedCard) -> bool:
        digits = _digits(card.phone) if has_digits else ""  # not free, ten thousand times
        text = "\n".join((card.name, card.phone, digits, card.email, card.other, card.note)).casefold()
        if all(word in text for word in wanted):
            return True
        return bool(number and digits and digits[-4:] == number[-4:] and e164(card.phone, country) == number)

    return fits


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())
