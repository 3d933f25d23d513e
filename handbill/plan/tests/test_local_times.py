"""Hours on the wall and moments, also when the clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from handbill.plan.local_times import NoSuchHour, parts, span

LONDON = ZoneInfo("Europe/London")
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


def at(*numbers):
    return datetime(*numbers, tzinfo=UTC)


def test_summer_hours_lie_one_hour_before_utc():
    assert span(date(2026, 9, 26), time(15), time(17), LONDON) == (at(2026, 9, 26, 14), at(2026, 9, 26, 16))


def test_an_end_before_the_start_is_the_next_morning():
    assert span(date(2026, 1, 9), time(22), time(1), LONDON) == (at(2026, 1, 9, 22), at(2026, 1, 10, 1))


def test_a_night_in_which_the_clocks_go_forward_is_an_hour_shorter():
    start, end = span(date(2026, 3, 28), time(23), time(3), LONDON)
    assert (end - start).total_seconds() == 3 * 3600


def test_a_night_in_which_the_clocks_go_back_is_an_hour_longer():
    start, end = span(date(2026, 10, 24), time(23), time(3), LONDON)
    assert (end - start).total_seconds() == 5 * 3600


def test_an_hour_that_comes_twice_is_the_first():
    assert span(BACK, time(1, 30), time(4), LONDON)[0] == at(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(("start", "end", "missing"), [((1, 30), (4, 0), "01:30"), ((0, 0), (1, 15), "01:15")])
def test_an_hour_the_clocks_jump_over_is_refused_by_name(start, end, missing):
    with pytest.raises(NoSuchHour, match=missing):
        span(FORWARD, time(*start), time(*end), LONDON)


def test_there_and_back_is_the_same():
    zone = ZoneInfo("Pacific/Auckland")
    there = span(date(2026, 9, 11), time(22), time(2), zone)
    assert parts(*there, zone) == (date(2026, 9, 11), time(22), time(2))
