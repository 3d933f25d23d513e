"""Taking in a batch: facts, people and follow-ups in one transaction, durable before anybody hears of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from handbill.accounts.models import Group, Member, Phone
from handbill.base import clock
from handbill.base.turns import own_turn
from handbill.facts.filing import CardRegister, Filed, file
from handbill.facts.judging import Sender
from handbill.facts.models import Fact
from handbill.facts.receipts import Receipt
from handbill.facts.totals import totals_of
from handbill.followup.actions import open_first
from handbill.people.intake import receive_contacts
from handbill.people.models import Person
from handbill.people.removal import remove_person
from handbill.people.tombstones import erased_ids
from handbill.plan.joinings import heard
from handbill.plan.models import Joining, Outing


@dataclass(frozen=True)
class TakenIn:
    receipts: list[Receipt]
    totals: dict[str, int]


def take_in(
    entries: Sequence[object], *, joining: Joining, waiting: int | None = None, sent_at: datetime | None = None
) -> TakenIn:
    """What a phone sends: only to the outing it joined. `waiting` is what it still holds after this batch."""
    outing = joining.outing
    sender = Sender(joining.group, joining.phone, None, {outing.id: outing}, clock.now(), sent_at)

    def take() -> TakenIn:
        with own_turn(), transaction.atomic(durable=True):
            receipts = _take(entries, sender)
            heard(joining, waiting)
            totals = totals_of(outing)
        return TakenIn(receipts, totals)

    return _again_if_raced(take)


def take_in_rescue(
    entries: Sequence[object], *, group: Group, phone: Phone, outings: Mapping[uuid.UUID, Outing], by: Member
) -> list[Receipt]:
    """What a rescue file holds: filed as from the phone it names, with `by` = the member who brought it.

    Part of the caller's transaction if there is one, so that it can be tried out.
    """
    sender = Sender(group, phone, by, outings, clock.now())

    def take() -> list[Receipt]:
        with transaction.atomic():
            return _take(entries, sender)

    return _again_if_raced(take)


def take_in_typed(
    entries: Sequence[object], *, group: Group, phone: Phone | None, outing: Outing, by: Member
) -> list[Receipt]:
    """What `by` typed at the desk from paper; `phone` where the paper is a stack of its own. Part of the caller's transaction."""
    return _take(entries, Sender(group, phone, by, {outing.id: outing}, clock.now()))


def _again_if_raced(take):
    """Two requests may bring the same new fact at the same moment; the one that comes second finds it known."""
    try:
        return take()
    except IntegrityError:
        return take()


def _take(entries: Sequence[object], sender: Sender) -> list[Receipt]:
    filed = file(entries, sender, CardRegister(erased=erased_ids, foreign=_of_other_groups))
    for person_id in filed.withdrawn:
        remove_person(person_id)
    if filed.contacts:
        _receive(filed, sender.group)
    return filed.receipts


def _receive(filed: Filed, group: Group) -> None:
    sealed = dict(filed.contacts)
    facts = Fact.objects.filter(group=group, id__in=sealed).select_related("outing", "phone__member", "by")
    open_first(receive_contacts([(fact, sealed[fact.id].to_wire()) for fact in facts]))


def _of_other_groups(group: Group, ids) -> set[uuid.UUID]:
    """A person's id is the key of its row in the whole instance; one that another group has is taken."""
    return set(Person.everybody.filter(id__in=ids).exclude(group=group).values_list("id", flat=True))
