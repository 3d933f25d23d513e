"""An address that takes nothing is not tried again; another card is another try."""

import uuid
from datetime import timedelta

from django.db import transaction

from handbill.base.clock import now
from handbill.mail.choosing import mark_of
from handbill.mail.models import Recipient, StoppedAddress
from handbill.people.models import Card

MOST_SOFT = 3  # orders
COUNTED_FOR = timedelta(days=180)


@transaction.atomic
def stop_address(person_id: uuid.UUID | None, status: str = "", *, was_soft: bool = False) -> bool:
    """By the person's row: the address itself is in no row of ours. False where the card has been erased."""
    card = Card.objects.filter(person=person_id).values_list("ct", "group_id").first()
    if card is None:
        return False
    ct, group_id = card
    known = {"group_id": group_id, "stopped_at": now(), "status": status[:11], "was_soft": was_soft}
    StoppedAddress.objects.update_or_create(person_id=person_id, defaults={**known, "card_mark": mark_of(ct)})
    return True


def count_soft(person_id: uuid.UUID | None, status: str = "") -> bool:
    """It did not get through for now. The third order in half a year stops the address; True then."""
    soft = Recipient.objects.filter(person=person_id, was_soft=True, settled_at__gt=now() - COUNTED_FOR)
    return person_id is not None and soft.count() >= MOST_SOFT and stop_address(person_id, status, was_soft=True)
