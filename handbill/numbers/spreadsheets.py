"""The statistics from a spreadsheet: CSV in, CSV out; rows that cannot be used are named with the reason."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from handbill.numbers import Guess, Outing, fit, rate, recommend
from handbill.numbers.rows import PARTS

OUTINGS = [
    "outing_id",
    "date",
    "setting",
    "place",
    "volunteers",
    "hours",
    "crowd",
    "brought",
    "handed_out",
    "ran_out",
    "ran_out_hours",
    "guess",
]
PLANS = ["plan_id", "date", "setting", "place", "volunteers", "hours", "crowd", "guess", "p_runout", "max_home"]
HANDOUTS = ["outing_id", "minute", "copies"]
TRIALS = ["setting", "step", "place", "date", "k", "n"]
ANSWERS = [
    "plan_id",
    "q50",
    "q80",
    "q90",
    "q95",
    "b_runout",
    "b_max_home",
    "recommend",
    "expected_home",
    "p_runout_at_recommend",
]
STATEMENTS = ["setting", "step", "usual", "low", "high", "verdict"]
USUAL_RISK = 0.10


class Unreadable(Exception):
    """The whole file cannot be used; the sentence names the file and the column."""


@dataclass
class Left:
    """What was left out, as lines for standard error."""

    lines: list[str] = field(default_factory=list)

    def say(self, file: Path, number: int, reason: str) -> None:
        self.lines.append(f"{file.name}, line {number}: {reason}; left out")


def read(file: Path, columns: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line number. Raises Unreadable."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise Unreadable(f"{file} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{file} is not UTF-8 text. Save it from the spreadsheet as CSV UTF-8.") from None
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in columns if column not in (rows.fieldnames or ())]
    if missing:
        raise Unreadable(f"{file} has no column {', '.join(missing)}.")
    try:
        for row in rows:
            yield rows.line_num, {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    except csv.Error as problem:
        raise Unreadable(f"{file}, line {rows.line_num}: {problem}.") from None


def forecast(outings: Path, plans: Path, handouts: Path | None, left: Left) -> Iterator[dict[str, str]]:
    """One answer for each plan, from the outings of its setting before its day."""
    settings = _settings(outings, _bins(handouts, left) if handouts else {}, left)

    @cache
    def fits(setting: str, day: date, guess: Guess | None):
        return fit([one for one, _said in settings.get(setting, []) if one.day < day], today=day, guess=guess)

    for number, row in read(plans, PLANS):
        try:
            yield _answer(row, settings.get(row["setting"], []), fits)
        except ValueError as problem:
            left.say(plans, number, str(problem))


def _settings(file: Path, bins: Mapping[str, list[tuple[float, int]]], left: Left) -> dict[str, list]:
    settings = defaultdict(list)
    for number, row in read(file, OUTINGS):
        try:
            one = _outing(row)
        except ValueError as problem:
            left.say(file, number, str(problem))
            continue
        if row["outing_id"] in bins:
            one = replace(one, bins=_parts(bins[row["outing_id"]], one.hours))
        settings[row["setting"]].append((one, _number(row, "guess", missing=None)))
    return settings


def _outing(row: Mapping[str, str]) -> Outing:
    ran_out = row["ran_out"].casefold() in ("1", "true", "yes")
    volunteers, hours = _number(row, "volunteers"), _number(row, "hours")
    for name, value in (("volunteers", volunteers), ("hours", hours)):
        if value <= 0:
            raise ValueError(f"{name} is 0 or less")
    return Outing(
        place=row["place"],
        day=_day(row),
        hours=hours,
        volunteers=volunteers,
        handed_out=int(_number(row, "handed_out")),
        crowd=_number(row, "crowd", missing=1.0),
        brought=_number(row, "brought", missing=None),
        ran_out=ran_out,
        ran_out_hours=_number(row, "ran_out_hours", missing=None) if ran_out else None,
    )


def _bins(file: Path, left: Left) -> dict[str, list[tuple[float, int]]]:
    bins = defaultdict(list)
    for number, row in read(file, HANDOUTS):
        try:
            bins[row["outing_id"]].append((_number(row, "minute"), int(_number(row, "copies"))))
        except ValueError as problem:
            left.say(file, number, str(problem))
    return bins


def _parts(handed: list[tuple[float, int]], hours: float) -> tuple[int, ...]:
    parts = [0] * PARTS
    for minute, copies in handed:
        parts[min(max(int(minute / 60 / hours * PARTS), 0), PARTS - 1)] += copies
    return tuple(parts)


def _guess(row: Mapping[str, str], outings: list, day: date, hours: float, volunteers: float) -> Guess | None:
    """What the plan says, else what was said for an earlier outing of the setting."""
    said = _number(row, "guess", missing=None)
    if said:
        return Guess(said, hours, volunteers)
    return next((Guess(guess, one.hours, one.volunteers) for one, guess in outings if guess and one.day < day), None)


def _answer(row: Mapping[str, str], outings: list, fits: Callable) -> dict[str, str]:
    day, hours, volunteers = _day(row), _number(row, "hours"), _number(row, "volunteers")
    if hours <= 0 or volunteers <= 0:
        raise ValueError("hours or volunteers is 0 or less")
    fitted = fits(row["setting"], day, _guess(row, outings, day, hours, volunteers))
    demand = fitted.predict(row["place"], hours, volunteers, _number(row, "crowd", missing=1.0))
    risk = _number(row, "p_runout", missing=None)
    said = recommend(
        demand, p_runout=USUAL_RISK if risk is None else risk, max_home=_number(row, "max_home", missing=None)
    )
    quantiles = {f"q{percent}": demand.quantile(percent / 100) for percent in (50, 80, 90, 95)}
    return {
        "plan_id": row["plan_id"],
        **{name: str(value) for name, value in quantiles.items()},
        "b_runout": str(said.by_risk),
        "b_max_home": "" if said.by_home is None else str(said.by_home),
        "recommend": str(said.copies),
        "expected_home": f"{said.expected_home:.1f}",
        "p_runout_at_recommend": f"{said.p_runout:.4f}",
    }


def rates(trials: Path, left: Left) -> Iterator[dict[str, str]]:
    """One statement for each setting and step; the last row of each is today."""
    series = defaultdict(list)
    for number, row in read(trials, TRIALS):
        try:
            k, n = int(_number(row, "k")), int(_number(row, "n"))
            if not 0 <= k <= n:
                raise ValueError("k is not between 0 and n")
            series[row["setting"], row["step"]].append((k, n))
        except ValueError as problem:
            left.say(trials, number, str(problem))
    for (setting, step), counts in series.items():
        said = rate(counts[:-1], *counts[-1])
        shown = [f"{value:.4f}" for value in (said.usual, said.low, said.high)] if said else ["", "", ""]
        verdict = said.verdict if said else "too_early"
        yield dict(zip(STATEMENTS, [setting, step, *shown, verdict], strict=True))


def _number(row: Mapping[str, str], name: str, missing: object = ...):
    """A number; `missing` where the cell is empty, or a ValueError that names the column."""
    text = row[name]
    if not text:
        if missing is ...:
            raise ValueError(f"{name} is missing")
        return missing
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{name} is no number") from None
    if value != value or value in (float("inf"), float("-inf")) or (value < 0 and name != "minute"):
        raise ValueError(f"{name} is no number that can be used")
    return value


def _day(row: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(row["date"])
    except ValueError:
        raise ValueError("date is not written as 2026-09-12") from None
