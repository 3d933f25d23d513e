"""Notices wait until the night is over where the group is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handbill.people.quiet_hours import QUIET_UNTIL, is_quiet


def good_moment(at: datetime, zone: ZoneInfo) -> datetime:
    """That moment, or when the night is over."""
    if not is_quiet(at, zone):
        return at
    local = at.astimezone(zone)
    day = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return datetime.combine(day, QUIET_UNTIL, tzinfo=zone)
