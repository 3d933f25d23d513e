"""Copies go out to an outing: what is booked leaves the cupboard."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.copies import noted
from handbill.copies.actions.move import may_move
from handbill.copies.holders import stack_at
from handbill.copies.lines import copies_with, lock, write_line
from handbill.copies.models import Batch, Holder, Stack


@transaction.atomic
def bring(outing_id: uuid.UUID, batch: Batch, copies: int, *, name: str, on: date, by: Member) -> None:
    """From now on `copies` of the batch are with the outing, by what members booked; what came before is made up for."""
    may_move(by)
    outing = stack_at(outing_id, batch.group_id, name, on)
    noted.settle_marked(batch.group_id)
    lock(batch.group_id)
    more = copies - noted.booked_at(outing, batch)
    if more > 0:
        _take_along(batch, outing, more, by)
    elif more < 0:
        _leave_behind(batch, outing, -more, by)
    noted.mark([outing_id], batch.group_id)


def _take_along(batch: Batch, outing: Holder, copies: int, by: Member) -> None:
    """From the fullest cupboard first."""
    cupboards = Stack.objects.filter(batch=batch, holder__kind="cupboard", copies__gt=0).select_related("holder")
    stacks = list(cupboards.order_by("-copies", "holder__made_at"))
    there = sum(stack.copies for stack in stacks)
    if there < copies:
        raise Refusal("not_in_the_cupboard", _too_few(batch, there))
    for stack in stacks:
        part = min(copies, stack.copies)
        if part:
            write_line(batch, stack.holder, outing, part, by=by)
            copies -= part


def _leave_behind(batch: Batch, outing: Holder, copies: int, by: Member) -> None:
    """What was booked too many lies in the cupboard again; what went meanwhile cannot."""
    there = copies_with(batch, outing)
    if there < copies:
        sentence = ngettext(
            "Only {n} copy of {code} is still with the outing; the others have gone. Nothing was changed.",
            "Only {n} copies of {code} are still with the outing; the others have gone. Nothing was changed.",
            there,
        )
        raise Refusal("gone_already", sentence.format(n=there, code=batch.code))
    write_line(batch, outing, batch.run.cupboard, copies, by=by, kind="taken_back")


def _too_few(batch: Batch, there: int) -> str:
    return ngettext(
        "Not enough: {n} copy of {code} is in the cupboard. Nothing was booked; take fewer, or part of another batch.",
        "Not enough: {n} copies of {code} are in the cupboard. Nothing was booked; take fewer, or part of another batch.",
        there,
    ).format(n=there, code=batch.code)
