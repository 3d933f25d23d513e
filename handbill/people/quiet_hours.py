"""Quiet hours: nobody is to be rung late in the evening or early in the morning. They shorten the time left, never lengthen it."""

from datetime import datetime, time, timedelta, tzinfo

QUIET_FROM = time(21, 0)
QUIET_UNTIL = time(8, 0)


def is_quiet(at: datetime, zone: tzinfo) -> bool:
    """Whether it is evening or night where the group is."""
    local = at.astimezone(zone).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL


def last_good_moment(due_at: datetime, zone: tzinfo) -> datetime:
    """The deadline to show: due at 03:34, one should have rung by 21:00 the evening before."""
    if not is_quiet(due_at, zone):
        return due_at
    local = due_at.astimezone(zone)
    evening = local.date() if local.time() >= QUIET_FROM else local.date() - timedelta(days=1)
    return datetime.combine(evening, QUIET_FROM, tzinfo=zone).astimezone(due_at.tzinfo)
