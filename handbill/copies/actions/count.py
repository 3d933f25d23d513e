"""Counting what is there, and closing what does not add up."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.copies import noted
from handbill.copies.actions.move import may_move
from handbill.copies.gaps import open_copies, open_gaps
from handbill.copies.holders import end_of
from handbill.copies.lines import copies_with, lock, write_line
from handbill.copies.models import Batch, Holder, Movement


@transaction.atomic
def count(batch: Batch, holder: Holder, copies: int, *, by: Member, note: str = "") -> list[Movement]:
    """So many are there. Fewer than the ledger says opens a gap; more closes gaps of this holder, then counts as found."""
    may_move(by)
    if batch.group_id != by.group_id or holder.group_id != by.group_id or holder.is_end:
        raise Refusal("holder_unknown", _("There is no such place for copies. Nothing was counted."), 404)
    noted.settle_marked(batch.group_id)
    lock(batch.group_id)
    said = copies_with(batch, holder)
    more = copies - said
    note = note or _difference(copies, said)
    lines = _missing(batch, holder, -more, by, note) if more < 0 else _found(batch, holder, more, by, note)
    noted.mark_holders(batch.group_id, holder)
    return lines


@transaction.atomic
def close_gap(gap: Movement, how: str, copies: int, *, by: Member, note: str = "") -> Movement:
    """Copies that a count missed are `found` where they were missed, or `lost` for good."""
    may_move(by)
    if gap.group_id != by.group_id or gap.kind != "missing":
        raise Refusal("gap_unknown", _("There is no such gap. Nothing was changed."), 404)
    lock(gap.group_id)
    if copies > open_copies(gap):
        raise Refusal("more_than_the_gap", _("That is more than are not accounted for. Nothing was changed."))
    target = gap.source if how == "found" else end_of(gap.group_id, "lost")
    line = write_line(gap.batch, gap.target, target, copies, by=by, note=note, of=gap)
    noted.mark_holders(gap.group_id, target)
    return line


def _difference(counted: int, said: int) -> str:
    words = ngettext("Counted {n}, the ledger said {said}.", "Counted {n}, the ledger said {said}.", counted)
    return words.format(n=counted, said=said)


def _missing(batch: Batch, holder: Holder, copies: int, by: Member, note: str) -> list[Movement]:
    return [write_line(batch, holder, end_of(batch.group_id, "unknown"), copies, by=by, note=note)]


def _found(batch: Batch, holder: Holder, copies: int, by: Member, note: str) -> list[Movement]:
    lines = []
    for gap in open_gaps(batch.group_id, batch, holder):
        part = min(copies, gap.open)
        if part:
            lines.append(write_line(batch, gap.target, holder, part, by=by, note=note, of=gap))
            copies -= part
    if copies:
        lines.append(write_line(batch, None, holder, copies, by=by, note=note))
    return lines
