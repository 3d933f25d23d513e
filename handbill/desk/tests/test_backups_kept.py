"""Seven days and four weeks of backups, 35 days at most: whoever was erased is in none of them then."""

from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from handbill.desk.commands.backups_kept import LONGEST, name_at, superfluous, throw_away_old

TODAY = date(2026, 9, 14)
NIGHT = datetime(2026, 9, 14, 2, 30)  # noqa: DTZ001  UTC by its name


def every_night(nights: int) -> dict[Path, datetime]:
    return {Path(name_at(NIGHT - timedelta(days=n))): NIGHT - timedelta(days=n) for n in range(nights)}


def ages(backups: dict[Path, datetime]) -> list[int]:
    gone = set(superfluous(backups, TODAY))
    return sorted((TODAY - moment.date()).days for file, moment in backups.items() if file not in gone)


def test_after_a_year_of_nights_a_week_of_days_and_four_weeks_are_left():
    assert ages(every_night(365)) == [0, 1, 2, 3, 4, 5, 6, 8, 15]


def test_the_last_of_a_day_stands_for_it():
    twice = {Path(str(hour)): NIGHT.replace(hour=hour) for hour in (3, 9, 21)}
    assert superfluous(twice, TODAY) == [Path("3"), Path("9")]


def test_the_newest_stays_however_old_it_is():
    assert ages({Path("only"): NIGHT - timedelta(days=400), Path("older"): NIGHT - timedelta(days=401)}) == [400]


@given(st.sets(st.integers(0, 200), min_size=1))
def test_none_but_the_newest_is_older_than_is_promised(days):
    kept = ages({Path(str(n)): NIGHT - timedelta(days=n) for n in days})
    assert kept[0] == min(days) and all(age <= LONGEST.days for age in kept[1:])
    assert len(kept) <= 11


def test_throwing_away_twice_changes_nothing_more(tmp_path):
    for file in every_night(60):
        (tmp_path / file).touch()
    assert len(throw_away_old(tmp_path, TODAY)) == 51
    assert throw_away_old(tmp_path, TODAY) == []
