"""Saying something about an outing, and taking it back."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.debrief.models import PromptedRemark
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact, SealedText
from handbill.facts.texts import seal_text
from handbill.keys.errors import TooLong
from handbill.plan.models import Outing


@transaction.atomic
def add_remark(outing: Outing, text: str, prompt: str = "", *, by: Member) -> Fact:
    """A remark at the desk, sealed before it touches the database, under the question it answers."""
    if not by.may_write_remarks:
        raise MayNot(_("Remarks are written by organisers and volunteers."))
    fact = note_fact("remark", {"sealed": _sealed(text, outing)}, outing=outing, by=by)
    if prompt:
        PromptedRemark.objects.create(group=outing.group, outing=outing, fact_id=fact.id, prompt=prompt)
    return fact


@transaction.atomic
def take_back_remark(outing: Outing, fact_id: uuid.UUID, *, by: Member) -> Fact:
    """Only one's own; the ledger keeps that something was said and taken back."""
    said = Fact.objects.filter(group=outing.group_id, outing=outing, id=fact_id, kind="remark")
    if not said.exists():
        raise Refusal("no_remark", _("There is no such remark. Nothing was changed."), 404)
    if not said.filter(by=by).exists():
        raise MayNot(_("Only whoever wrote a remark takes it back. Nothing was changed."))
    return note_fact("retraction", {"of": str(fact_id)}, outing=outing, by=by)


def _sealed(text: str, outing: Outing) -> dict:
    try:
        return seal_text(text, SealedText.Label.REMARK, outing.group, new_id()).to_wire()
    except TooLong as error:
        sentence = _("This remark is too long to seal. Nothing was saved; say it in fewer words.")
        raise Refusal("too_long", sentence) from error
