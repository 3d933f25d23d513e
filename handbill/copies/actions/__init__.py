"""Writing in this room, each in one transaction and by somebody."""

from handbill.copies.actions.bring import bring
from handbill.copies.actions.count import close_gap, count
from handbill.copies.actions.move import move, undo
from handbill.copies.actions.print import add_batch, record_run
from handbill.copies.actions.scans import count_scan
from handbill.copies.actions.trial import mark_trial

__all__ = ["add_batch", "bring", "close_gap", "count", "count_scan", "mark_trial", "move", "record_run", "undo"]
