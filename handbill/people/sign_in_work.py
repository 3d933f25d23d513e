"""Intake: an organiser's session makes new cards quick to open and findable. In batches, resumable, harmless to repeat."""

from django.db import transaction

from handbill.accounts.keyring import Keyring
from handbill.keys.envelope import CARD, open_body, rewrap_symmetric
from handbill.keys.errors import CannotOpen
from handbill.keys.index import address_entry, phone_entry
from handbill.people.models import Card, IndexEntry
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import data_key_of

AT_ONCE = 200


def intake_batch(keyring: Keyring, most: int = AT_ONCE) -> int:
    """Take in up to `most` cards that wait; returns how many are still waiting. Nothing for keyrings without card keys."""
    epoch = keyring.current_epoch
    if not epoch:
        return 0
    waiting = Card.objects.filter(group=keyring.member.group_id).exclude(intake_epoch=epoch)
    with transaction.atomic():
        for card in waiting.select_related("person").prefetch_related("wraps")[:most]:
            _take_in(card, keyring, epoch)
    return waiting.count()


def _take_in(card: Card, keyring: Keyring, epoch: int) -> None:
    data_key = data_key_of(card, keyring)
    card.intake_epoch = epoch
    if data_key is not None:
        card.intake = rewrap_symmetric(keyring.card_key(epoch), data_key, card.person_id)
        card.wraps.filter(key__in=keyring.cards).delete()
        _index(card, data_key, keyring, epoch)
    card.save(update_fields=["intake", "intake_epoch"])


def _index(card: Card, data_key: bytes, keyring: Keyring, epoch: int) -> None:
    try:
        plain = open_body(bytes(card.ct), CARD, card.person_id, data_key)
    except CannotOpen:
        return
    key = keyring.index_key(epoch)
    number = e164(str(plain.get("phone") or ""), keyring.member.group.country)
    tags = [phone_entry(key, number)] if number else []
    if "@" in str(plain.get("email") or ""):
        tags.append(address_entry(key, plain["email"]))
    IndexEntry.objects.filter(card=card).delete()
    IndexEntry.objects.bulk_create(
        [IndexEntry(card=card, group_id=card.group_id, epoch=epoch, tag=tag) for tag in tags]
    )
