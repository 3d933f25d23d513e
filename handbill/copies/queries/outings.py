"""The copies of one outing, added up from its lines."""

from collections import Counter
from dataclasses import dataclass

from handbill.copies.models import Holder
from handbill.copies.noted import settle_marked
from handbill.copies.queries.lines import lines_of


@dataclass(frozen=True)
class OutingCopies:
    """What an outing was given and what became of it: brought = by_hand + by_letterbox + gone_on + untapped + home + there
    + missing.

    `found` is part of brought: phones said more than anybody had written. `untapped` went without a tap and is handed
    out. `there` is what the outing still has: nobody has counted or handed it back.
    """

    brought: int = 0
    found: int = 0
    by_hand: int = 0
    by_letterbox: int = 0
    untapped: int = 0
    home: int = 0
    gone_on: int = 0
    missing: int = 0
    there: int = 0

    @property
    def adds_up(self) -> bool:
        return not self.there and not self.missing


def gap_of(outing) -> OutingCopies:
    """Of an outing that has gone by, `there` and `missing` are what is not accounted for."""
    settle_marked(outing.group_id)
    holder = Holder.objects.filter(outing=outing.pk).select_related("group").first()
    return copies_at(holder) if holder else OutingCopies()


def copies_at(holder: Holder) -> OutingCopies:
    """The same, by the stack that the outing has in the ledger."""
    came, gone = Counter(), Counter()
    for line in lines_of(holder.group, holder=holder):
        sign, first = (-1, line.movement.of) if line.is_correction else (1, line)
        if first.target == holder:
            _come(came, gone, first, sign * line.copies)
        elif first.kind == "taken_back":
            came["brought"] -= sign * line.copies
        else:
            gone[first.target.kind] += sign * line.copies
    brought = came["brought"] + came["found"]
    return OutingCopies(
        brought=brought,
        found=came["found"],
        by_hand=gone["hand"] + gone["left"],
        by_letterbox=gone["letterbox"],
        untapped=gone["untapped"],
        home=gone["cupboard"],
        gone_on=sum(gone[kind] for kind in ("member", "outing", "place", "elsewhere", "lost")),
        missing=gone["unknown"],
        there=brought - sum(gone.values()),
    )


def _come(came: Counter, gone: Counter, line, copies: int) -> None:
    if line.source is None:
        came["found"] += copies
    elif line.source.kind == "unknown":
        gone["unknown"] -= copies
    else:
        came["brought"] += copies
