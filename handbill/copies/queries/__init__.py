"""Reading in this room, for its pages and for other rooms. Whatever tells of stacks settles the marked outings first."""

from handbill.copies.queries.issues import Pace, Where, Whereabouts, pace_of, whereabouts, whereabouts_of
from handbill.copies.queries.lines import Ledger, Line, lines_of, movements_of
from handbill.copies.queries.outings import OutingCopies, copies_at, gap_of
from handbill.copies.queries.stock import held, in_cupboard, scans_of, stock

__all__ = [
    "Ledger",
    "Line",
    "OutingCopies",
    "Pace",
    "Where",
    "Whereabouts",
    "copies_at",
    "gap_of",
    "held",
    "in_cupboard",
    "lines_of",
    "movements_of",
    "pace_of",
    "scans_of",
    "stock",
    "whereabouts",
    "whereabouts_of",
]
