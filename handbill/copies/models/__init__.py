"""Rows of this room: what was printed, who holds it, how it moved."""

from handbill.copies.models.holders import ENDS, Holder
from handbill.copies.models.ledger import Movement, Noted, Stack, Unsettled
from handbill.copies.models.print import Batch, Issue, PrintRun, Publication
from handbill.copies.models.scans import Scan

__all__ = [
    "ENDS",
    "Batch",
    "Holder",
    "Issue",
    "Movement",
    "Noted",
    "PrintRun",
    "Publication",
    "Scan",
    "Stack",
    "Unsettled",
]
