"""Rows about people who are here already: what is on the card beside what the file brings, and what becomes of it."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from handbill.accounts.keyring import Keyring
from handbill.base.errors import Refusal
from handbill.exchange.models import Changed, Import
from handbill.exchange.reading import LENGTHS, Row
from handbill.keys.index import address_entry, phone_entry
from handbill.people.correcting import OnTheCard, correct_card
from handbill.people.merging.choices import says_the_same
from handbill.people.models import Card, IndexEntry, Person
from handbill.people.opening import OpenedCard, data_key_of, open_cards, opened_of, plain_of
from handbill.people.sign_in_work import intake_batch

LEAVE, FILL, REPLACE, BRING = "leave", "fill", "replace", "bring"
CHOICES = (LEAVE, FILL, REPLACE, BRING)
FIELDS = (*LENGTHS, "language")
MOST_SHOWN = 50


@dataclass(frozen=True)
class Chosen:
    """What becomes of a row about somebody who is here: one choice for all, others for some rows."""

    for_all: str = LEAVE
    by_row: dict[int, str] = field(default_factory=dict)

    def of(self, row: int) -> str:
        return self.by_row.get(row, self.for_all)


class Beside(NamedTuple):
    """One field: what the card says, what the file brings, and whether that is the same however it is written."""

    field: str
    here: str
    brings: str
    is_same: bool


@dataclass(frozen=True)
class Twice:
    """A row of the file and the card it is about, for the page."""

    number: int
    person: uuid.UUID
    name: str
    fields: list[Beside]

    @property
    def says_more(self) -> bool:
        return not all(one.is_same for one in self.fields)

    def __repr__(self) -> str:
        return f"Twice({self.number})"


class Here:
    """Numbers and addresses on cards of the group, and in rows of the file that came before."""

    def __init__(self, keyring: Keyring):
        self.keyring, self.key = keyring, keyring.index_key(keyring.current_epoch)
        entries = IndexEntry.objects.filter(group=keyring.member.group_id, epoch=keyring.current_epoch)
        pairs = entries.values_list("tag", "card_id").iterator(chunk_size=10_000)
        self._cards: dict[bytes, uuid.UUID | None] = {bytes(tag): card for tag, card in pairs}

    def entries(self, row: Row) -> list[bytes]:
        """As `people.tags.tags_under`, of a number that was read already: reading it again costs as much as sealing."""
        by_number = [phone_entry(self.key, row.phone)] if row.can_be_dialled else []
        return by_number + ([address_entry(self.key, row.email)] if row.email else [])

    def knows(self, entries: Iterable[bytes]) -> bool:
        return any(entry in self._cards for entry in entries)

    def card_of(self, entries: Iterable[bytes]) -> uuid.UUID | None:
        """The one card they stand on; None for two cards, or where only another row of the file says it."""
        found = {self._cards[entry] for entry in entries if entry in self._cards}
        return found.pop() if len(found) == 1 else None

    def add(self, entries: Iterable[bytes]) -> None:
        for entry in entries:
            self._cards.setdefault(entry, None)


def already_here(rows: Iterable[Row], keyring: Keyring) -> dict[int, uuid.UUID | None]:
    """By the number of the row: the card its phone or e-mail is on; None where it is on two, or in a row before."""
    while intake_batch(keyring):  # what came just now is found too
        pass
    here, found = Here(keyring), {}
    for row in rows:
        if not row.left_out:
            entries = here.entries(row)
            if here.knows(entries):
                found[row.number] = here.card_of(entries)
            here.add(entries)
    return found


def side_by_side(rows: Iterable[Row], here: dict[int, uuid.UUID | None], keyring: Keyring) -> list[Twice]:
    """The first of them, opened: noted as every opening is."""
    country = keyring.member.group.country
    some = [row for row in rows if here.get(row.number)][:MOST_SHOWN]
    cards = open_cards(Person.everybody.filter(id__in={here[row.number] for row in some}), keyring)
    return [
        _twice(row, here[row.number], cards[here[row.number]], country) for row in some if here[row.number] in cards
    ]


def _twice(row: Row, person: uuid.UUID, card: OpenedCard, country: str) -> Twice:
    said = [(name, getattr(card, name), getattr(row, name)) for name in FIELDS if getattr(row, name)]
    fields = [Beside(*one, bool(one[1]) and says_the_same(*one, country)) for one in said]
    return Twice(row.number, person, card.name, fields)


def change_cards(row: Import, found: list[tuple[Row, uuid.UUID, str]], keyring: Keyring) -> int:
    """Fill or replace what the card says by what the file brings; how it was is kept, sealed. Returns how many changed."""
    people = Person.objects.in_bulk([person for _one, person, _choice in found])
    changed = 0
    for one, person, choice in found:
        if person in people:
            changed += _change(row, one, people[person], choice, keyring)
    return changed


def _change(row: Import, one: Row, person: Person, choice: str, keyring: Keyring) -> bool:
    card = dict(opened_of([person], keyring)).get(person.id)
    if card is None:
        return False
    before = _sealed(person)
    if not correct_card(person, _put_together(card, one, choice), keyring=keyring):
        return False
    earlier = {"before": before, "after": _print(_sealed(person)), "group_id": row.group_id}
    kept, is_new = Changed.objects.get_or_create(by_import=row, person=person, defaults=earlier)
    if not is_new:
        Changed.objects.filter(pk=kept.pk).update(after=earlier["after"])
    return True


def _put_together(card: OpenedCard, one: Row, choice: str) -> OnTheCard:
    here, brings = ({name: getattr(said, name) for name in FIELDS} for said in (card, one))
    if choice == REPLACE:
        here, brings = brings, here
    return OnTheCard(**{name: here[name] or brings[name] for name in FIELDS})


def put_back(row: Import, keyring: Keyring) -> tuple[int, int]:
    """(cards that are as they were, cards that stay since somebody corrected them after the import)."""
    back, stay = 0, 0
    for changed in Changed.objects.filter(by_import=row).select_related("person"):
        if bytes(changed.after) != _print(_sealed(changed.person)) or not _put_one_back(changed, keyring):
            stay += 1
        else:
            back += 1
    Changed.objects.filter(by_import=row).delete()
    return back, stay


def _put_one_back(changed: Changed, keyring: Keyring) -> bool:
    card = Card.objects.prefetch_related("wraps").get(person=changed.person_id)
    data_key = data_key_of(card, keyring)
    card.ct = changed.before
    plain = plain_of(card, data_key) if data_key else None
    if plain is None:
        return False
    said = {name: plain.get(name) for name in FIELDS}
    earlier = OnTheCard(**{name: text if isinstance(text, str) else "" for name, text in said.items()})
    try:
        return correct_card(changed.person, earlier, keyring=keyring)
    except Refusal:
        return False


def _sealed(person: Person) -> bytes:
    return bytes(Card.objects.values_list("ct", flat=True).get(person=person.id))


def _print(ct: bytes) -> bytes:
    return hashlib.sha256(ct).digest()
