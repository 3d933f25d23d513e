"""The rows of a tally sheet: the outing in quarters of an hour, or in longer steps where it is long."""

from datetime import datetime, timedelta

from handbill.plan.models import Outing

STEPS = (15, 30, 60, 120, 240, 720, 1440)  # minutes
MOST_ROWS = 12  # what fits on a page with room for strokes


def quarters(outing: Outing) -> list[datetime]:
    """When each row begins; at least one."""
    lasts = outing.ends_at - outing.starts_at
    step = next(
        (timedelta(minutes=minutes) for minutes in STEPS if lasts <= MOST_ROWS * timedelta(minutes=minutes)), None
    )
    step = step or lasts / MOST_ROWS
    begins, at = [], outing.starts_at
    while at < outing.ends_at:
        begins.append(at)
        at += step
    return begins


def middles(outing: Outing) -> list[datetime]:
    """The middle of each row: when its strokes are taken to have been made."""
    begins = quarters(outing)
    ends = [*begins[1:], outing.ends_at]
    return [begin + (end - begin) / 2 for begin, end in zip(begins, ends, strict=True)]
