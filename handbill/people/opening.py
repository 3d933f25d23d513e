"""The only code that opens a card. What it returns lives in local variables of one request and nowhere else."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.keys.envelope import CARD, open_body, open_symmetric, unwrap_key
from handbill.keys.errors import CannotOpen
from handbill.keys.pairs import pair_of
from handbill.people.models import Card, Person


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
    """The cards this keyring opens, by person, noted once with their number. Two queries, whatever the number."""
    opened = dict(opened_of(people, keyring))
    if opened:
        about = next(iter(opened)) if len(opened) == 1 else ""
        note(keyring.member, "cards_opened", about, count=len(opened))
    return opened


def opened_of(people: Iterable[Person], keyring: Keyring) -> Iterable[tuple[uuid.UUID, OpenedCard]]:
    """The same, without a line in the audit: for the search, which notes what it shows."""
    cards = Card.objects.filter(
        person__in=[person.id for person in people], group=keyring.member.group_id
    ).prefetch_related("wraps")
    for card in cards:
        plain = _plain(card, keyring)
        if plain is not None:
            yield card.person_id, _opened(plain)


def data_key_of(card: Card, keyring: Keyring) -> bytes | None:
    """The card's data key by the quickest way this keyring has, or None."""
    if card.intake and card.intake_epoch in keyring.epochs:
        try:
            return open_symmetric(keyring.card_key(card.intake_epoch), bytes(card.intake), card.person_id)
        except CannotOpen:
            pass  # a damaged intake does not lose the card: the wraps stand beside it
    secrets = {keyring.member_key.id: keyring.member_secret, **keyring.cards}
    for wrap in card.wraps.all():
        if wrap.key_id in secrets:
            try:
                return unwrap_key(bytes(wrap.wrap), card.person_id, pair_of(secrets[wrap.key_id]))
            except CannotOpen:
                continue
    return None


def _plain(card: Card, keyring: Keyring) -> dict | None:
    data_key = data_key_of(card, keyring)
    if data_key is None:
        return None
    try:
        return open_body(bytes(card.ct), CARD, card.person_id, data_key)
    except CannotOpen:
        return None


def _opened(plain: dict) -> OpenedCard:
    """A phone may have sealed anything: what is no text counts as none."""
    values = {name: plain.get(name) for name in ("name", "phone", "email", "other", "note", "language")}
    return OpenedCard(**{name: value if isinstance(value, str) else "" for name, value in values.items()})
