"""Intake: an organiser's session makes new cards quick to open and findable. In batches, resumable, harmless to repeat.

The same work carries cards over to the group's new key after an organiser has left: they are opened by the old key, which
the new one carries, and wrapped under the new one. When none is left, and no phone may bring another, the old key goes.
"""

import uuid

from django.db import connection, transaction
from django.db.models import Q

from handbill.accounts.actions import epochs_to_rewrap
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Key, KeyWrap
from handbill.base.clock import now
from handbill.facts.judging import KEY_IS_TAKEN_FOR, PASS_LASTS_FOR
from handbill.keys.envelope import CARD, open_body, rewrap_symmetric
from handbill.keys.errors import CannotOpen
from handbill.people.models import Asked, Card, CardWrap, IndexEntry
from handbill.people.no_contact import keep, recognise
from handbill.people.opening import data_keys_of
from handbill.people.owners_wraps import wrap_for_owners, wrap_for_those_who_came_back
from handbill.people.tags import tags_under
from handbill.plan.models import Outing

AT_ONCE = 300


def intake_batch(keyring: Keyring, most: int = AT_ONCE) -> int:
    """Take in up to `most` cards that wait; returns how many are still waiting. Nothing for keyrings without card keys."""
    if not keyring.current_epoch:
        return 0
    with transaction.atomic():
        cards = list(waiting_cards(keyring).order_by("-person_id").prefetch_related("wraps")[:most])
        if cards:
            _take_in(cards, keyring)
        keep(keyring)
        wrap_for_those_who_came_back(keyring)
    left = waiting_cards(keyring).count() if len(cards) == most else 0
    if cards and not left:
        end_old_keys(keyring)
    return left


def waiting_cards(keyring: Keyring):
    """Cards not yet under the newest key this keyring opens. One that came under a still newer key is left alone."""
    older = Q(intake_epoch__isnull=True) | Q(intake_epoch__lt=keyring.current_epoch)
    return Card.objects.filter(older, group=keyring.member.group_id)


def end_old_keys(keyring: Keyring) -> int:
    """Destroy the secrets of keys that have ended, once no card needs them and no phone may still send under them."""
    ended = [key for key in epochs_to_rewrap(keyring.member.group_id) if not _is_needed(key)]
    KeyWrap.objects.filter(key__in=ended).delete()
    return len(ended)


def _is_needed(key: Key) -> bool:
    """A card that was looked at under a newer key and did not open keeps no key alive."""
    if CardWrap.objects.filter(key=key).exclude(card__intake_epoch__gt=key.epoch).exists():
        return True
    if Card.objects.filter(group=key.group_id, intake_epoch=key.epoch).exists():
        return True
    if _opens_what_is_asked(key):
        return True
    if key.ended_at + KEY_IS_TAKEN_FOR > now():
        return True
    still_sent = Outing.objects.filter(group=key.group_id, ends_at__gt=now() - PASS_LASTS_FOR - KEY_IS_TAKEN_FOR)
    return still_sent.filter(made_at__lt=key.ended_at).exists()


def _opens_what_is_asked(key: Key) -> bool:
    """Whether a correction that nobody answered yet is sealed to it; `asked.carry_over` seals it to the newest."""
    asked = Asked.objects.open().filter(group=key.group_id).exclude(sealed=None).values_list("sealed", flat=True)
    return any(wrap["for"] == str(key.id) for sealed in asked for wrap in sealed["wraps"])


def _take_in(cards: list[Card], keyring: Keyring) -> None:
    """A card that does not open keeps what it has; only one that never had an intake is marked as seen."""
    epoch, data_keys = keyring.current_epoch, data_keys_of(cards, keyring)
    card_key = keyring.card_key(epoch)
    _write({id: rewrap_symmetric(card_key, data_key, id) for id, data_key in data_keys.items()}, epoch)
    seen = [card.person_id for card in cards if card.person_id not in data_keys and card.intake is None]
    Card.objects.filter(person__in=seen).update(intake_epoch=epoch)
    CardWrap.objects.filter(card__in=list(data_keys), key__in=keyring.cards).delete()
    wrap_for_owners(data_keys)
    IndexEntry.objects.filter(card__in=list(data_keys)).delete()
    plain = {card.person_id: _number_and_address(card, data_keys) for card in cards if card.person_id in data_keys}
    entries = [entry for id, own in plain.items() for entry in entries_of(id, own, keyring, epoch)]
    IndexEntry.objects.bulk_create(entries)
    recognise(plain, keyring)


def _write(intakes: dict[uuid.UUID, bytes], epoch: int) -> None:
    """One prepared statement for all of them: Django's bulk_update spends six times as long on the same rows."""
    table, id_of = Card._meta.db_table, Card._meta.pk.get_db_prep_value
    statement = f"UPDATE {table} SET intake = %s, intake_epoch = %s WHERE person_id = %s"  # noqa: S608  our own names
    rows = [(intake, epoch, id_of(id, connection, prepared=False)) for id, intake in intakes.items()]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _number_and_address(card: Card, data_keys: dict[uuid.UUID, bytes]) -> tuple[str, str]:
    try:
        plain = open_body(bytes(card.ct), CARD, card.person_id, data_keys[card.person_id])
    except CannotOpen:
        return "", ""
    return str(plain.get("phone") or ""), str(plain.get("email") or "")


def entries_of(id: uuid.UUID, number_and_address: tuple[str, str], keyring: Keyring, epoch: int) -> list[IndexEntry]:
    """The entries by which a card is found under the index key of an epoch; not yet written."""
    tags = set(tags_of(*number_and_address, keyring, epoch))
    return [IndexEntry(card_id=id, group_id=keyring.member.group_id, epoch=epoch, tag=tag) for tag in tags]


def tags_of(phone: str, email: str, keyring: Keyring, epoch: int) -> list[bytes]:
    """The index entries of a number and an address, as far as they can be read."""
    return tags_under(keyring.index_key(epoch), phone, email, keyring.member.group.country)
