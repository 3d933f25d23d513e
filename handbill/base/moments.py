"""Days and times as people say them: in the group's time zone, in the reader's language."""

from datetime import date, datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handbill.base import clock


def short_day(day: date) -> str:
    """12 Sept; with the year where it is another one."""
    format = pgettext("date format: day and short month", "j N")
    if day.year != clock.now().year:
        format = pgettext("date format: day, short month and year", "j N Y")
    return date_format(day, format).replace(".", "")


def long_day(day: date) -> str:
    """Saturday 12 September; with the year where it is another one."""
    format = pgettext("date format: weekday, day and month", "l j F")
    if day.year != clock.now().year:
        format = pgettext("date format: weekday, day, month and year", "l j F Y")
    return date_format(day, format)


def clock_time(at: datetime, zone: tzinfo) -> str:
    """15:44"""
    return date_format(at.astimezone(zone), pgettext("time format", "H:i"))


def moment_words(at: datetime, zone: tzinfo) -> str:
    """15:44 for today, Mon 15:44 within six days of today, 12 Sept, 15:44 beyond."""
    local, today = at.astimezone(zone), clock.now().astimezone(zone).date()
    time = clock_time(at, zone)
    if local.date() == today:
        return time
    if abs(local.date() - today) < timedelta(days=7):
        return _("{day} {time}").format(day=date_format(local, "D"), time=time)
    return _("{day}, {time}").format(day=short_day(local.date()), time=time)


def hours_words(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> str:
    """15:00 to 17:00"""
    return _("{start} to {end}").format(start=clock_time(starts_at, zone), end=clock_time(ends_at, zone))


def stamp_parts(at: datetime, zone: tzinfo) -> tuple[str, str, str]:
    """Weekday, day of the month, and the whole day in words: ("Thu", "17", "Thursday 17 September")."""
    local = at.astimezone(zone)
    return date_format(local, "D"), date_format(local, "j"), long_day(local.date())
