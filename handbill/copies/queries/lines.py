"""The ledger as people read it: what members wrote and what phones noted, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.copies.models import Batch, Holder, Issue, Movement, Noted
from handbill.copies.noted import settle_marked

BOOKINGS = ("taken", "taken_back")
FIRST = ("printed", "found", "taken", "handed_out", "letterbox", "left", "untapped", "handed_back")


@dataclass(frozen=True)
class Line:
    """One line. `movement` is None where it follows from what phones noted."""

    at: datetime
    kind: str
    kind_words: str
    batch: Batch
    source: Holder | None
    target: Holder | None
    copies: int
    by: str
    note: str = ""
    movement: Movement | None = None
    is_undone: bool = False

    @property
    def is_correction(self) -> bool:
        return self.kind == "undone"

    @property
    def may_be_undone(self) -> bool:
        """Written by a member, no correction itself; what is booked is changed at the outing."""
        if self.movement is None or self.is_undone or self.movement.of_id:
            return False
        return not (self.kind in BOOKINGS and {self.source.kind, self.target.kind} == {"cupboard", "outing"})

    @property
    def start(self) -> str:
        """Where from, in words."""
        if self.source is None:
            return _("Printer") if self.kind == "printed" else _("Found")
        return str(self.source)

    @property
    def end(self) -> str:
        return str(self.target) if self.target else _("Printer")


def lines_of(
    group,
    *,
    issue: Issue | None = None,
    batch: Batch | None = None,
    holder: Holder | None = None,
    most: int | None = None,
) -> list[Line]:
    """The ledger of a group, an issue, a batch or a holder, the latest line first; `most` of them."""
    settle_marked(group.pk)
    wanted = Q(group=group)
    wanted &= Q(batch__run__issue=issue) if issue else Q()
    wanted &= Q(batch=batch) if batch else Q()
    wanted &= Q(source=holder) | Q(target=holder) if holder else Q()
    related = ("batch", "source__member", "target__member")
    movements = Movement.objects.filter(wanted).select_related(*related, "by", "of__source", "of__target")
    noted = Noted.objects.filter(wanted).select_related(*related)
    return in_order([*_of_members(movements[:most]), *map(_of_phones, noted[:most])])[:most]


class Ledger:
    """All lines of a group as a Paginator wants them: counted, and read no further than the page."""

    def __init__(self, group):
        self.group = group

    def __len__(self) -> int:
        settle_marked(self.group.pk)
        return sum(rows.objects.filter(group=self.group).count() for rows in (Movement, Noted))

    def __getitem__(self, part: slice) -> list[Line]:
        return lines_of(self.group, most=part.stop)[part]


def movements_of(outing) -> list[Line]:
    """All lines at an outing, the latest first; `outing` is anything with its id and group."""
    settle_marked(outing.group_id)
    holder = Holder.objects.filter(outing=outing.pk).first()
    return lines_of(outing.group, holder=holder) if holder else []


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The latest first."""
    return sorted(lines, key=lambda line: (line.at, _rank(line)), reverse=True)


def _rank(line: Line) -> int:
    """Of one moment: copies come before they go."""
    return FIRST.index(line.kind) if line.kind in FIRST else len(FIRST)


def _of_members(movements) -> list[Line]:
    rows = list(movements)
    ids = [row.pk for row in rows]
    undone = set(Movement.objects.filter(kind="undone", of__in=ids).values_list("of", flat=True)) if ids else set()
    return [_of_member(row, row.pk in undone) for row in rows]


def _of_member(row: Movement, is_undone: bool) -> Line:
    by = row.by.name if row.by else ""
    words = row.get_kind_display()
    return Line(row.at, row.kind, words, row.batch, row.source, row.target, row.copies, by, row.note, row, is_undone)


def _of_phones(row: Noted) -> Line:
    by = ngettext("{n} phone", "{n} phones", row.phones).format(n=row.phones) if row.phones else _("The desk")
    note = ""
    if row.for_friends:
        note = ngettext("{n} of them for a friend", "{n} of them for friends", row.for_friends)
        note = note.format(n=row.for_friends)
    elif row.kind == "found":
        note = _("more than were brought, by the taps")
    return Line(row.at, row.kind, row.get_kind_display(), row.batch, row.source, row.target, row.copies, by, note)
