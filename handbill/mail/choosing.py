"""Who gets a mailing: who agreed to this purpose by this channel, and to nothing else since.

Counting opens no card. Choosing opens them, in an unlocked session, and leaves out whoever would get it twice or has
asked at the same address to be left alone. News by e-mail is agreed to only once it was confirmed from that address
where people sign themselves up: until then there is no row of consent (room `signup`).
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from handbill.accounts.keyring import Keyring
from handbill.base.errors import Refusal
from handbill.mail.message import usable_address
from handbill.mail.models import Kind, Mailing, StoppedAddress
from handbill.people.models import Card, Consent, Person
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard, open_cards

AT_ONCE = 2000


@dataclass(frozen=True)
class Audience:
    """How many there are, before anything is opened."""

    people: int
    stopped: int
    languages: Counter


@dataclass(frozen=True)
class Chosen:
    """One who gets it. Lives in local variables only; its repr says nothing."""

    person: uuid.UUID
    language: str
    name: str = field(repr=False)
    address: str = field(repr=False)


def audience_of(mailing: Mailing) -> Audience:
    languages = dict(_agreed(mailing).values_list("id", "language"))
    stopped = stopped_of(mailing.group_id) & set(languages) if mailing.channel == "email" else set()
    return Audience(
        len(languages) - len(stopped), len(stopped), Counter(languages[id] for id in languages if id not in stopped)
    )


def choose(mailing: Mailing, keyring: Keyring, among: set[uuid.UUID] | None = None) -> list[Chosen]:
    """Everybody who gets it, each address once, in no order of their own. Noted in the audit with their number."""
    agreed = dict(_agreed(mailing).annotate(agreed_at=Max("consents__given_at")).values_list("id", "agreed_at"))
    stopped = stopped_of(mailing.group_id) if mailing.channel == "email" else set()
    agreed = {id: at for id, at in agreed.items() if id not in stopped and (among is None or id in among)}
    languages = dict(Person.objects.filter(group=mailing.group_id).values_list("id", "language"))
    left_alone = _left_alone(mailing, keyring)
    chosen: dict[str, Chosen] = {}
    for id, card in _opened(list(agreed), keyring):
        address = _address(mailing, card)
        said_no = left_alone.get(address.casefold())
        if address and address.casefold() not in chosen and not (said_no and said_no >= agreed[id]):
            chosen[address.casefold()] = Chosen(id, languages[id] or card.language, card.name, address)
    return list(chosen.values())


def still_agreed(mailing: Mailing, ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `ids` who have not taken it back since the order was given."""
    standing = set(_agreed(mailing).filter(id__in=ids).values_list("id", flat=True))
    return standing - (stopped_of(mailing.group_id) if mailing.channel == "email" else set())


def stopped_of(group_id: uuid.UUID) -> set[uuid.UUID]:
    """People whose address takes nothing, as long as their card is the one that was tried."""
    marks = dict(StoppedAddress.objects.filter(group=group_id).values_list("person_id", "card_mark"))
    cards = Card.objects.filter(person__in=list(marks)).values_list("person_id", "ct")
    return {id for id, ct in cards if bytes(marks[id]) == mark_of(ct)}


def mark_of(ct: bytes) -> bytes:
    return hashlib.blake2b(bytes(ct), digest_size=16, person=b"hb stopped card").digest()


def _agreed(mailing: Mailing):
    standing = {
        "consents__purpose": mailing.purpose,
        "consents__channel": mailing.channel,
        "consents__withdrawn_at": None,
    }
    return Person.objects.filter(group=mailing.group_id, wants_no_contact_at=None, **standing).order_by().distinct()


def _left_alone(mailing: Mailing, keyring: Keyring) -> dict[str, datetime]:
    """Addresses on other cards whose owner took it back, and when: one address may stand on two cards."""
    taken_back = Consent.objects.filter(group=mailing.group_id, purpose=mailing.purpose, channel=mailing.channel)
    when = dict(
        taken_back.exclude(withdrawn_at=None)
        .order_by()
        .values_list("person_id")
        .annotate(Max("withdrawn_at"))
        .values_list("person_id", "withdrawn_at__max")
    )
    found: dict[str, datetime] = {}
    for id, card in _opened(list(when), keyring):
        address = _address(mailing, card).casefold()
        found[address] = max(when[id], found.get(address, when[id]))
    return found


def _opened(ids: list[uuid.UUID], keyring: Keyring) -> Iterator[tuple[uuid.UUID, OpenedCard]]:
    for first in range(0, len(ids), AT_ONCE):
        yield from open_cards(ids[first : first + AT_ONCE], keyring).items()


def _address(mailing: Mailing, card: OpenedCard) -> str:
    """As the channel takes it, empty where the card has none that could be one."""
    if mailing.kind == Kind.TEXTS:
        return e164(card.phone, mailing.group.country) or ""
    try:
        return usable_address(card.email)
    except Refusal:
        return ""
