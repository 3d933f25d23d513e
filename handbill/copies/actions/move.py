"""Copies go from one holder to another; a line that was wrong is corrected by another one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.copies import noted
from handbill.copies.gaps import open_copies
from handbill.copies.lines import lock, write_line
from handbill.copies.models import Batch, Holder, Movement
from handbill.copies.visibility import may_move_copies

COUNTED_ELSEWHERE = ("untapped", "left", "unknown")  # ends that nobody chooses in a form


@transaction.atomic
def move(
    batch: Batch,
    copies: int,
    *,
    source: Holder | None,
    target: Holder,
    by: Member,
    note: str = "",
    at: datetime | None = None,
) -> Movement:
    """One line: taken, handed over, handed back, left at a place, handed out, letterbox, lost; without a source found."""
    may_move(by)
    _of_one_group(batch, source, target, by)
    if source == target:
        raise Refusal("same_holder", _("They are there already. Nothing was moved; choose another place to go to."))
    if source is not None and source.is_end:
        raise Refusal("gone_already", _("Those copies have gone. Nothing was moved; undo the line instead."))
    if target.kind == "outing" and (source is None or source.kind == "cupboard"):
        raise Refusal("book_them", _("Nothing was moved. Copies are booked to an outing on its own page."))
    noted.settle_marked(batch.group_id)
    line = write_line(batch, source, target, copies, by=by, note=" ".join(note.split()), at=at)
    noted.mark_holders(batch.group_id, source, target)
    return line


@transaction.atomic
def undo(line: Movement, *, by: Member, note: str = "") -> Movement:
    """A correcting line that moves the copies back; the wrong line stays."""
    may_move(by)
    if line.group_id != by.group_id:
        raise Refusal("line_unknown", _("There is no such line. Nothing was undone."), 404)
    noted.settle_marked(line.group_id)
    lock(line.group_id)
    _may_be_undone(line)
    try:
        with transaction.atomic():
            undoing = write_line(
                line.batch, line.target, line.source, line.copies, by=by, kind="undone", note=note, of=line
            )
    except IntegrityError:
        raise Refusal("undone_already", _("This line was undone already. Nothing was changed.")) from None
    noted.mark_holders(line.group_id, line.source, line.target)
    return undoing


def may_move(by: Member) -> None:
    """Organisers and volunteers, or 403."""
    if not may_move_copies(by):
        raise MayNot(_("Copies are moved by organisers and volunteers."))


def _may_be_undone(line: Movement) -> None:
    ends = {holder.kind for holder in (line.source, line.target) if holder}
    if ends == {"cupboard", "outing"} and line.kind in ("taken", "taken_back"):
        sentence = _("These copies are booked. Nothing was changed; book another number at the outing.")
        raise Refusal("is_booked", sentence)
    if line.kind == "undone":
        raise Refusal("is_a_correction", _("This line is a correction. Nothing was changed; write the line again."))
    if line.of_id:
        raise Refusal("is_a_correction", _("This line closes a gap. Nothing was changed; count again."))
    if line.corrections.filter(kind="undone").exists():
        raise Refusal("undone_already", _("This line was undone already. Nothing was changed."))
    if line.kind == "missing" and open_copies(line) < line.copies:
        raise Refusal("closed_in_part", _("Part of this gap is closed. Nothing was changed; count again."))


def _of_one_group(batch: Batch, source: Holder | None, target: Holder, by: Member) -> None:
    rows = [row for row in (batch, source, target) if row is not None]
    if any(row.group_id != by.group_id for row in rows) or target.kind in COUNTED_ELSEWHERE:
        raise Refusal("holder_unknown", _("There is no such place for copies. Nothing was moved."), 404)
