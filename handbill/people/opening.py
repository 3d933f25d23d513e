"""The only code that opens a card. What it returns lives in local variables of one request and nowhere else."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.dispatch import Signal

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.keys.envelope import CARD, open_body, open_symmetric, open_text, read_body, unwrap_key
from handbill.keys.errors import CannotOpen
from handbill.keys.pairs import Pair, pair_of
from handbill.people.models import Card, CardWrap, Person

# Sent with cards (OpenedCard by id) and keyring: nobody with the group's key saw them yet.
opened_before_intake = Signal()
SealedRow = tuple[uuid.UUID, bytes, bytes | None, int | None]  # card, ct, symmetric wrap, its epoch


@dataclass(frozen=True)
class OpenedCard:
    """Who a person is. Never printed by accident: its repr says nothing."""

    name: str
    phone: str
    email: str
    other: str
    note: str
    language: str

    def __repr__(self) -> str:
        return "OpenedCard(...)"


def open_card(person: Person, keyring: Keyring) -> OpenedCard | None:
    """The card of one person, noted as opened; None where this keyring holds no key to it."""
    return open_cards([person], keyring).get(person.id)


def open_cards(people: Iterable[Person], keyring: Keyring) -> dict[uuid.UUID, OpenedCard]:
    """The cards this keyring opens, by person, noted once with their number. The number of queries does not grow."""
    rows = list(_sealed(people, keyring))
    opened = dict(_read(rows, keyring))
    if opened:
        about = next(iter(opened)) if len(opened) == 1 else ""
        note(keyring.member, "cards_opened", about, count=len(opened))
    new = {id: opened[id] for id, _ct, _intake, epoch in rows if epoch is None and id in opened}
    if new:
        opened_before_intake.send(Card, cards=new, keyring=keyring)
    return opened


def opened_of(people: Iterable[Person | uuid.UUID], keyring: Keyring) -> Iterator[tuple[uuid.UUID, OpenedCard]]:
    """The same one after another, by person or by id, without a line in the audit: for the search, which notes what it shows."""
    yield from _read(_sealed(people, keyring), keyring)


def opened_texts(rows: Iterable[SealedRow], keyring: Keyring) -> Iterator[tuple[uuid.UUID, bytes]]:
    """The JSON of cards, padded and not yet read: reading it costs as much as opening it. Those before their intake come last."""
    keys, later = {}, {}
    for id, ct, intake, epoch in rows:
        if intake is None or epoch not in keyring.epochs:
            later[id] = ct
            continue
        card_key = keys.get(epoch) or keys.setdefault(epoch, keyring.card_key(epoch))
        data_key = _by_intake(card_key, intake, id)
        if data_key is None:
            later[id] = ct
        elif (text := _text(ct, id, data_key)) is not None:
            yield id, text
    yield from _by_wraps(later, keyring)


def _sealed(people: Iterable[Person | uuid.UUID], keyring: Keyring) -> Iterable[SealedRow]:
    ids = [getattr(person, "id", person) for person in people]
    cards = Card.objects.filter(person__in=ids, group=keyring.member.group_id)
    return cards.values_list("person_id", "ct", "intake", "intake_epoch")


def _read(rows: Iterable[SealedRow], keyring: Keyring) -> Iterator[tuple[uuid.UUID, OpenedCard]]:
    for id, text in opened_texts(rows, keyring):
        if (card := read_card(text)) is not None:
            yield id, card


def read_card(text: bytes) -> OpenedCard | None:
    """What a card says; None where what was sealed is no card."""
    try:
        return _opened(read_body(text))
    except CannotOpen:
        return None


def data_keys_of(cards: Iterable[Card], keyring: Keyring) -> dict[uuid.UUID, bytes]:
    """The data keys of those cards that this keyring opens; cards come with their wraps at hand."""
    pairs = pairs_of(keyring)
    keys = {card.person_id: data_key_of(card, keyring, pairs) for card in cards}
    return {id: data_key for id, data_key in keys.items() if data_key}


def data_key_of(card: Card, keyring: Keyring, pairs: dict[uuid.UUID, Pair] | None = None) -> bytes | None:
    """The card's data key by the quickest way this keyring has, or None."""
    if card.intake and card.intake_epoch in keyring.epochs:
        data_key = _by_intake(keyring.card_key(card.intake_epoch), card.intake, card.person_id)
        if data_key is not None:
            return data_key
    return _by_wrap(((wrap.key_id, wrap.wrap) for wrap in card.wraps.all()), card.person_id, pairs or pairs_of(keyring))


def plain_of(card: Card, data_key: bytes) -> dict | None:
    """Everything that was sealed, unknown keys too: for a correction, which keeps them."""
    return _plain(card.ct, card.person_id, data_key)


def _by_wraps(cards: dict[uuid.UUID, bytes], keyring: Keyring) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Cards before their intake, and those of volunteers: through a wrap for one of this keyring's keys."""
    pairs = pairs_of(keyring) if cards else {}
    wraps: dict[uuid.UUID, list] = {}
    for id, key, wrap in CardWrap.objects.filter(card__in=list(cards), key__in=list(pairs)).values_list(
        "card_id", "key_id", "wrap"
    ):
        wraps.setdefault(id, []).append((key, wrap))
    for id, own in wraps.items():
        data_key = _by_wrap(own, id, pairs)
        text = _text(cards[id], id, data_key) if data_key else None
        if text is not None:
            yield id, text


def pairs_of(keyring: Keyring) -> dict[uuid.UUID, Pair]:
    """Every pair this keyring holds, by the key it stands for."""
    secrets = {keyring.member_key.id: keyring.member_secret, **keyring.cards}
    return {key: pair_of(secret) for key, secret in secrets.items()}


def _by_intake(card_key: bytes, intake: bytes, id: uuid.UUID) -> bytes | None:
    """A damaged intake does not lose the card where a wrap stands beside it."""
    try:
        return open_symmetric(card_key, bytes(intake), id)
    except CannotOpen:
        return None


def _by_wrap(wraps: Iterable[tuple[uuid.UUID, bytes]], id: uuid.UUID, pairs: dict[uuid.UUID, Pair]) -> bytes | None:
    for key, wrap in wraps:
        if key in pairs:
            try:
                return unwrap_key(bytes(wrap), id, pairs[key])
            except CannotOpen:
                continue
    return None


def _plain(ct: bytes, id: uuid.UUID, data_key: bytes) -> dict | None:
    try:
        return open_body(bytes(ct), CARD, id, data_key)
    except CannotOpen:
        return None


def _text(ct: bytes, id: uuid.UUID, data_key: bytes) -> bytes | None:
    try:
        return open_text(bytes(ct), CARD, id, data_key)
    except CannotOpen:
        return None


def _opened(plain: dict) -> OpenedCard:
    """A phone may have sealed anything: what is no text counts as none."""
    values = {name: plain.get(name) for name in ("name", "phone", "email", "other", "note", "language")}
    return OpenedCard(**{name: value if isinstance(value, str) else "" for name, value in values.items()})
