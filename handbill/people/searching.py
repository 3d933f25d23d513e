"""Finding people by what stands on their cards, in an unlocked session. No plaintext is kept between requests."""

import re
import uuid
from collections.abc import Iterator

from django.db.models import Q

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.people.models import IndexEntry, Person
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard, SealedRow, opened_of, opened_texts, read_card
from handbill.people.sign_in_work import tags_of

MOST_FOUND = 50
FIRST, AT_ONCE = 125, 1000
NO_DIGIT = re.compile(r"\D+")
NO_DIGITS = bytes(sign for sign in range(128) if not chr(sign).isdigit())  # ten times as quick, for ASCII alone
Found = tuple[uuid.UUID, OpenedCard]


def search(member: Member, words: str, keyring: Keyring) -> Iterator[list[Found]]:
    """Cards in which every word stands (name, number, address, note), up to 50, the latest met first, a few as they are found.

    A whole number or address is looked up in the index, and only cards that are not in it yet are opened; for anything
    else, and where the index knows nothing, cards are opened up to a thousand at a time.
    """
    left = MOST_FOUND
    for found in _search(member, words, keyring) if words.strip() else ():
        if found:
            yield found[:left]
            left -= len(found[:left])
        if not left:
            return


def _search(member: Member, words: str, keyring: Keyring) -> Iterator[list[Found]]:
    people = Person.objects.visible_to(member)
    indexed = _by_index(people, words, keyring)
    if indexed:
        yield list(opened_of(indexed, keyring))
        people = people.filter(Q(card__intake_epoch=None) | Q(card__intake_epoch__lt=keyring.current_epoch))
    wanted = Wanted(words, member.group.country)
    for rows in _in_batches(people):
        yield _fitting(rows, wanted, keyring)


def _by_index(people, words: str, keyring: Keyring) -> list[uuid.UUID]:
    epoch = keyring.current_epoch
    tags = tags_of(words, words, keyring, epoch) if epoch else []
    cards = IndexEntry.objects.filter(group=keyring.member.group_id, epoch=epoch, tag__in=tags).values("card")
    return list(people.filter(id__in=cards).order_by("-id").values_list("id", flat=True)) if tags else []


def _fitting(rows: list[SealedRow], wanted: "Wanted", keyring: Keyring) -> list[Found]:
    texts = {id: text for id, text in opened_texts(rows, keyring) if wanted.may_stand_in(text)}
    cards = ((id, read_card(texts[id])) for id in sorted(texts, reverse=True))
    return [(id, card) for id, card in cards if card is not None and wanted.stands_on(card)]


def _in_batches(people) -> Iterator[list[SealedRow]]:
    """A few at first, so that the latest met show at once, then ever more up to a thousand."""
    people, last, size = people.exclude(card=None).order_by("-id"), None, FIRST
    while True:
        rest = people.filter(id__lt=last) if last else people
        rows = list(rest.values_list("id", "card__ct", "card__intake", "card__intake_epoch")[:size])
        yield rows
        if len(rows) < size:
            return
        last, size = rows[-1][0], min(2 * size, AT_ONCE)


class Wanted:
    """What is looked for: every word stands somewhere on the card, or the words are a whole number, however written."""

    def __init__(self, words: str, country: str):
        self.country = country
        self.words = words.casefold().split()
        is_number = any(map(str.isdigit, words)) and not any(map(str.isalpha, words))  # letters would be dialled too
        self.number = e164(words, country) if is_number else None
        # A word with more than digits in it stands in no number.
        self.is_about_digits = bool(self.number) or any(map(str.isdigit, self.words))
        self.is_spelt_in_json = any(sign in words for sign in '"\\')

    def may_stand_in(self, text: bytes) -> bool:
        """Whether the card is worth reading: its text as it was sealed has the words in it, or something that hides them."""
        if self.is_spelt_in_json or b"\\" in text:
            return True
        plain = text.decode("utf-8", "replace")
        folded, digits = plain.casefold(), ""
        if self.is_about_digits:
            digits = text.translate(None, NO_DIGITS).decode() if text.isascii() else _digits(plain)
        if all(word in folded or (word in digits and word.isdigit()) for word in self.words):
            return True
        return bool(self.number) and self.number[-4:] in digits

    def stands_on(self, card: OpenedCard) -> bool:
        digits = _digits(card.phone) if self.is_about_digits else ""
        text = "\n".join((card.name, card.phone, digits, card.email, card.other, card.note)).casefold()
        if all(word in text for word in self.words):
            return True
        if not (self.number and digits and digits[-4:] == self.number[-4:]):
            return False
        return e164(card.phone, self.country) == self.number


def _digits(text: str) -> str:
    return NO_DIGIT.sub("", text)
