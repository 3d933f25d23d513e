"""Which backups of a folder are kept: the last of 7 days, the last of 4 weeks, none older than 35 days but the newest.

Only files that `handbill backup FOLDER` named itself are ever thrown away.
"""

import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from handbill.base.instance import ERASED_FILE

LONGEST = timedelta(days=35)
DAYS, WEEKS = 7, 4
OURS = re.compile(r"handbill-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)\.backup")
MOMENT = "%Y-%m-%dT%H-%M-%S"


def name_at(moment: datetime) -> str:
    """handbill-2026-11-23T02-30-00.backup, in UTC."""
    return f"handbill-{moment.strftime(MOMENT)}.backup"


def throw_away_old(folder: Path, today: date) -> list[Path]:
    """Delete what is superfluous; returns what went."""
    gone = superfluous({file: moment for file in folder.iterdir() if (moment := _moment_of(file))}, today)
    for file in gone:
        file.unlink()
    return gone


def superfluous(backups: dict[Path, datetime], today: date) -> list[Path]:
    """Of files with the moments they were made at, those that need not be kept, the oldest first."""
    oldest_first = sorted(backups, key=backups.get)
    fresh = [file for file in oldest_first if today - backups[file].date() <= LONGEST]
    by_day = {backups[file].date(): file for file in fresh}
    by_week = {backups[file].isocalendar()[:2]: file for file in fresh}
    kept = {*oldest_first[-1:], *_latest(by_day, DAYS), *_latest(by_week, WEEKS)}
    return [file for file in oldest_first if file not in kept]


def lay_ledger_beside(folder: Path, data: Path) -> None:
    """What was erased since, so that `restore` erases it again even where the data folder is lost."""
    if (data / ERASED_FILE).exists():
        shutil.copyfile(data / ERASED_FILE, folder / ERASED_FILE)


def _latest(by_time: dict, most: int) -> list[Path]:
    return [by_time[time] for time in sorted(by_time)[-most:]]


def _moment_of(file: Path) -> datetime | None:
    named = OURS.fullmatch(file.name)
    return datetime.strptime(named[1], MOMENT) if named else None
