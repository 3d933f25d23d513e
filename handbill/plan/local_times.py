"""From a day and an hour as people write them to a moment, in the group's time zone, and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """The clocks jump over this hour on this day."""


def span(day: date, start: time, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end as moments; an end that is not after the start is meant for the next morning.

    An hour that comes twice when the clocks go back is the first of the two. Raises NoSuchHour.
    """
    end_day = day if end > start else day + timedelta(days=1)
    return _moment(day, start, zone), _moment(end_day, end, zone)


def parts(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[date, time, time]:
    """Day, start and end as they stand on the wall."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return start.date(), start.time(), end.time()


def _moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, hour, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHour(hour.isoformat("minutes"))
    return moment
