"""What the group decided: sealed words, an owner, a day; then done or dropped."""

import json
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.accounts.readers import texts_reader
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.keys import envelope
from handbill.keys.errors import TooLong
from handbill.plan.models import Decision, Outing


@transaction.atomic
def decide(
    outing: Outing, text: str, owner: Member | None = None, due_on: date | None = None, *, by: Member
) -> Decision:
    """A decision, sealed to the texts key before it touches the database."""
    _must_write(by)
    sealed_id = new_id()
    return Decision.objects.create(
        group=outing.group,
        outing=outing,
        sealed_id=sealed_id,
        sealed=_sealed(text, sealed_id, outing.group),
        owner=owner,
        due_on=due_on,
        made_by=by,
    )


@transaction.atomic
def close_decision(decision: Decision, *, by: Member) -> Decision:
    """It was done."""
    return _end(decision, by, "done")


@transaction.atomic
def drop_decision(decision: Decision, *, by: Member) -> Decision:
    """It will not be done."""
    return _end(decision, by, "dropped")


@transaction.atomic
def reopen_decision(decision: Decision, *, by: Member) -> Decision:
    """Undo of either."""
    return _end(decision, by, None)


def _end(decision: Decision, by: Member, how: str | None) -> Decision:
    _must_write(by)
    decision.done_at = decision.done_by = decision.dropped_at = decision.dropped_by = None
    if how:
        setattr(decision, f"{how}_at", now())
        setattr(decision, f"{how}_by", by)
    decision.save(update_fields=["done_at", "done_by", "dropped_at", "dropped_by"])
    return decision


def _must_write(by: Member) -> None:
    if not by.may_write_remarks:
        raise MayNot(_("Decisions are written by organisers and volunteers."))


def _sealed(text: str, id, group) -> bytes:
    try:
        sealed = envelope.seal({"v": 1, "text": text}, label=envelope.DECISION, id=id, readers=[texts_reader(group)])
    except TooLong as error:
        raise Refusal(
            "too_long", _("This decision is too long to seal. Nothing was saved; say it in fewer words.")
        ) from error
    return json.dumps(sealed.to_wire(), separators=(",", ":")).encode()
