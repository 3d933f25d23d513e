"""Rescue files: what a phone could not send, saved by hand and brought to the desk by any member.

    {"handbill": "rescue-1", "group", "phone", "outing", "generation", "facts": [FACT...]}

Filed by the same function as what phones send, under the phone the file names, with `by` = the member. Bringing the same
file twice changes nothing.
"""

import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Member, Phone
from handbill.base import wire
from handbill.base.errors import Refusal
from handbill.facts.fields import ID
from handbill.facts.receipts import FILED, KNOWN, REFUSED, Receipt
from handbill.plan.models import Joining, Outing
from handbill.sync.actions import take_in_rescue
from handbill.sync.requests import MOST_FACTS, marked

MOST_BYTES = 8 * 1024 * 1024
FORM = "rescue-1"
FIELDS = frozenset({"handbill", "group", "phone", "outing", "generation", "facts"})


@dataclass(frozen=True)
class RescueFile:
    """A file that was read: whose phone, which outing, what is in it."""

    phone_id: uuid.UUID
    outing: Outing
    entries: list


@dataclass
class Outcome:
    """What became, or would become, of the entries of a file."""

    filed: int = 0
    known: int = 0
    refused: int = 0
    reasons: Counter = field(default_factory=Counter)  # sentence: how many entries

    def add(self, receipts: list[Receipt]) -> None:
        verdicts = Counter(receipt.verdict for receipt in receipts)
        self.filed += verdicts[FILED]
        self.known += verdicts[KNOWN]
        self.refused += verdicts[REFUSED]
        self.reasons.update(receipt.sentence for receipt in receipts if receipt.verdict == REFUSED)

    def main_reasons(self) -> list[tuple[str, int]]:
        return self.reasons.most_common(20)


def read_file(raw: bytes, *, by: Member) -> RescueFile:
    """Raises Refusal with a sentence for the person who brought the file."""
    if len(raw) > MOST_BYTES:
        raise Refusal("too_large", _("This file is too large for a rescue file. Nothing was taken from it."))
    try:
        value = wire.parse(raw)
    except wire.NotJson:
        value = None
    if not isinstance(value, dict) or value.get("handbill") != FORM or not isinstance(value.get("facts"), list):
        sentence = _(
            "This is not a rescue file that a phone saved. Nothing was taken from it; choose the file that the phone saved."
        )
        raise Refusal("not_a_rescue_file", sentence)
    _check_names(value)
    if value.get("group") != str(by.group_id):
        raise Refusal("other_group", _("This file belongs to another group. Nothing was taken from it."))
    return RescueFile(_id(value, "phone"), _outing(value, by), marked(value["facts"]))


def preview(rescued: RescueFile, *, by: Member) -> Outcome:
    """What filing it would do: it is done, counted and undone."""
    with transaction.atomic():
        outcome = _file(rescued, by)
        transaction.set_rollback(True)
    return outcome


def file_rescue(rescued: RescueFile, *, by: Member) -> Outcome:
    """File everything. What is filed is on disk when this returns."""
    outcome = _file(rescued, by)
    Joining.objects.filter(outing=rescued.outing, phone=rescued.phone_id).update(waiting=0)
    return outcome


def _file(rescued: RescueFile, by: Member) -> Outcome:
    phone = _phone(rescued.phone_id, by.group)
    outings = {outing.id: outing for outing in Outing.objects.filter(group=by.group, id__in=_outings_in(rescued))}
    outcome = Outcome()
    for start in range(0, len(rescued.entries), MOST_FACTS):
        part = rescued.entries[start : start + MOST_FACTS]
        outcome.add(take_in_rescue(part, group=by.group, phone=phone, outings=outings, by=by))
    return outcome


def _phone(phone_id: uuid.UUID, group: Group) -> Phone:
    """A phone the server has never heard of is possible after a restore; one of another group is not taken."""
    phone, _made = Phone.objects.get_or_create(id=phone_id, defaults={"group": group})
    if phone.group_id != group.id:
        raise Refusal("other_group", _("This file belongs to another group. Nothing was taken from it."))
    return phone


def _outings_in(rescued: RescueFile) -> set[str]:
    named = [entry.get("outing") for entry in rescued.entries if isinstance(entry, dict)]
    return {text for text in named if isinstance(text, str) and ID.fullmatch(text)}


def _outing(value: dict, by: Member) -> Outing:
    outing = Outing.objects.visible_to(by).filter(id=_id(value, "outing")).first()
    if outing is None:
        sentence = _(
            "The server does not know the outing this file was saved at. Nothing was taken from it; keep the file."
        )
        raise Refusal("unknown_outing", sentence)
    return outing


def _check_names(value: dict) -> None:
    for name, inside in value.items():
        if (name not in FIELDS and inside is not None) or (isinstance(value, wire.Doubled) and name == value.name):
            raise _damaged(name)


def _id(value: dict, name: str) -> uuid.UUID:
    text = value.get(name)
    if not isinstance(text, str) or not ID.fullmatch(text):
        raise _damaged(name)
    return uuid.UUID(text)


def _damaged(name: str) -> Refusal:
    sentence = _(
        "This rescue file is damaged: see the field {field}. Nothing was taken from it; save it again on the phone."
    )
    return Refusal("damaged_file", sentence.format(field=name[:80]))
