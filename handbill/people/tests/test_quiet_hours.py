"""Quiet hours take time away from whoever gets back, never from whoever waits."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handbill.people.quiet_hours import is_quiet, last_good_moment

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    "due, shown",
    [
        ("2026-09-14 15:44", "2026-09-14 15:44"),
        ("2026-09-14 20:59", "2026-09-14 20:59"),
        ("2026-09-14 21:00", "2026-09-14 21:00"),
        ("2026-09-14 23:30", "2026-09-14 21:00"),
        ("2026-09-15 03:34", "2026-09-14 21:00"),
        ("2026-09-15 08:00", "2026-09-15 08:00"),
        ("2026-10-25 01:30", "2026-10-24 21:00"),  # the night the clocks go back
    ],
)
def test_a_deadline_in_the_night_is_shown_as_the_evening_before(due, shown):
    assert last_good_moment(at(due), LONDON) == at(shown)
    assert last_good_moment(at(due), LONDON) <= at(due)


def test_the_night_is_the_groups_not_the_servers():
    ten_in_the_morning_in_tokyo = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert not is_quiet(ten_in_the_morning_in_tokyo, ZoneInfo("Asia/Tokyo"))
    assert is_quiet(ten_in_the_morning_in_tokyo, LONDON)
