"""Writing one line of the ledger: the only place where stacks change by what a member does."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import ngettext

from handbill.accounts.models import Group, Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.copies.models import Batch, Holder, Movement, Stack

OUTWARD = {"hand": "handed_out", "letterbox": "letterbox", "lost": "lost", "unknown": "missing", "place": "left"}


@transaction.atomic
def write_line(
    batch: Batch,
    source: Holder | None,
    target: Holder | None,
    copies: int,
    *,
    by: Member | None,
    kind: str = "",
    note: str = "",
    at: datetime | None = None,
    of: Movement | None = None,
) -> Movement:
    """Move copies from stack to stack, or refuse: two who take the last ones at once are told apart here."""
    lock(batch.group_id)
    if source is not None:
        _take(batch, source, copies)
    if target is not None:
        _put(batch, target, copies)
    return Movement.objects.create(
        group_id=batch.group_id,
        batch=batch,
        kind=kind or kind_between(source, target),
        source=source,
        target=target,
        copies=copies,
        by=by,
        note=note,
        at=at or now(),
        of=of,
    )


def kind_between(source: Holder | None, target: Holder) -> str:
    """What a move is called, by where it comes from and goes to."""
    if source is None or (source.kind == "unknown" and not target.is_end):
        return "found"
    if target.kind == "cupboard":
        return "taken" if source.kind == "cupboard" else "handed_back"
    return OUTWARD.get(target.kind, "taken")


def lock(group_id: uuid.UUID) -> None:
    """PostgreSQL: who moves copies of a group waits for the other, as all writers do on SQLite."""
    list(Group.objects.select_for_update(no_key=True).filter(pk=group_id).values_list("pk"))


def copies_with(batch: Batch, holder: Holder) -> int:
    """What its stack holds now."""
    return Stack.objects.filter(batch=batch, holder=holder).values_list("copies", flat=True).first() or 0


def _take(batch: Batch, source: Holder, copies: int) -> None:
    enough = Stack.objects.filter(batch=batch, holder=source, copies__gte=copies)
    if not enough.update(copies=F("copies") - copies):
        raise Refusal("not_enough_copies", _too_few(batch, source))


def _put(batch: Batch, target: Holder, copies: int) -> None:
    stack, _made = Stack.objects.get_or_create(batch=batch, holder=target, defaults={"group_id": batch.group_id})
    Stack.objects.filter(pk=stack.pk).update(copies=F("copies") + copies)


def _too_few(batch: Batch, source: Holder) -> str:
    there = copies_with(batch, source)
    return ngettext(
        "There is {n} copy of {code} there: {holder}. Nothing was moved; take no more than that, or count again.",
        "There are {n} copies of {code} there: {holder}. Nothing was moved; take no more than that, or count again.",
        there,
    ).format(n=there, code=batch.code, holder=source)
