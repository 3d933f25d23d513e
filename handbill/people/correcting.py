"""A card that was wrong is sealed anew under its own key, so whoever could open it still can; nobody else."""

import uuid
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Key
from handbill.accounts.readers import card_reader
from handbill.base.errors import Refusal
from handbill.keys.envelope import CARD, seal_body, wrap_key
from handbill.people.actions import empty_the_log
from handbill.people.models import Card, CardWrap, IndexEntry, NoContact, Person
from handbill.people.no_contact import keep
from handbill.people.opening import data_key_of, plain_of
from handbill.people.sign_in_work import entries_of


@dataclass(frozen=True)
class OnTheCard:
    """What a correction may change; everything else on the card stays as it was sealed."""

    name: str = ""
    phone: str = ""
    email: str = ""
    other: str = ""
    note: str = ""
    language: str = ""


def correct_card(person: Person, corrected: OnTheCard, *, keyring: Keyring) -> bool:
    """Seal what was corrected; noted with no word of it. False where nothing is different."""
    with transaction.atomic():
        card = Card.objects.select_for_update().filter(person=person.id).prefetch_related("wraps").first()
        data_key = data_key_of(card, keyring) if card else None
        plain = plain_of(card, data_key) if data_key else None
        if plain is None:
            raise Refusal(
                "cannot_open", _("You cannot open this card, so you cannot correct it. Nothing was changed."), 403
            )
        after = {**plain, **{one.name: getattr(corrected, one.name) for one in fields(corrected)}}
        if after == plain:
            return False
        Card.objects.filter(person=person.id).update(ct=seal_body(after, CARD, person.id, data_key))
        Person.objects.filter(id=person.id).update(language=corrected.language, is_unfinished=False)
        _index_anew(card, data_key, corrected, keyring)
        note(keyring.member, "card_corrected", person.id)
    empty_the_log()
    return True


def _index_anew(card: Card, data_key: bytes, corrected: OnTheCard, keyring: Keyring) -> None:
    """An organiser's session writes the entries at once; after a volunteer's the next organiser's takes the card in again."""
    IndexEntry.objects.filter(card=card).delete()
    NoContact.objects.filter(card=card).delete()
    if keyring.current_epoch and card.intake_epoch == keyring.current_epoch:
        numbers = (corrected.phone, corrected.email)
        IndexEntry.objects.bulk_create(entries_of(card.person_id, numbers, keyring, keyring.current_epoch))
        keep(keyring, [card.person_id])
        return
    _give_back_to_intake(card.person_id, data_key, keyring)


def _give_back_to_intake(card_id: uuid.UUID, data_key: bytes, keyring: Keyring) -> None:
    group = keyring.member.group
    reader = card_reader(group)
    if not CardWrap.objects.filter(card=card_id, key=reader.key_id).exists():
        wrap = wrap_key(data_key, card_id, reader)
        CardWrap.objects.create(card_id=card_id, group=group, key=Key.objects.get(id=reader.key_id), wrap=wrap.box)
    Card.objects.filter(person=card_id).update(intake=None, intake_epoch=None)
