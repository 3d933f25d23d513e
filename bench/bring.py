"""The statistics against what they must reach.

    python bench/bring.py [--settings 200] [--outings 20] [--seed 20260912]

Made-up settings drawn from the model's own priors (handbill.numbers.worlds), a group that learns as it goes, and beside it
three rules of thumb on the same days. Prints a table for docs/numbers.md.
"""

import argparse
import math
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, median, pstdev

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from handbill import numbers  # noqa: E402
from handbill.numbers.worlds import FLAT, LATE, START, Day, go_out, setting  # noqa: E402

TARGET = 0.10


def by_the_model(seen: Sequence[numbers.Outing], day: Day) -> int:
    return numbers.recommend(_demand(seen, day), p_runout=TARGET).copies


def what_went_last_time(seen: Sequence[numbers.Outing], day: Day) -> int:
    return seen[-1].handed_out if seen else by_the_model(seen, day)


def mean_and_two_sd(seen: Sequence[numbers.Outing], day: Day) -> int:
    went = [one.handed_out for one in seen]
    return round(mean(went) + 2 * pstdev(went)) if len(went) > 1 else by_the_model(seen, day)


def knowing_the_truth(seen: Sequence[numbers.Outing], day: Day) -> int:
    """The count that is enough nine times in ten, known beforehand."""
    wanted = np.random.default_rng(day.day.toordinal()).gamma(1 / day.phi, day.phi, 4000) * day.expected
    return int(np.quantile(np.random.default_rng(1).poisson(wanted), 1 - TARGET))


def _demand(seen, day: Day):
    return numbers.fit(seen, today=day.day).predict(day.place, day.hours, day.volunteers)


def worlds(settings: int, outings: int, seed: int, **how) -> list[list[Day]]:
    chance = np.random.default_rng(seed)
    return [setting(chance, outings, **how) for _ in range(settings)]


def loop(days: list[list[Day]], bring: Callable, habit: int = 0) -> dict[str, float]:
    """A closed loop: shares over the outings after the first four (or after the habit)."""
    years = [go_out(year, _after_a_habit(year, bring, habit)) for year in days]
    later = [pair for year in years for pair in year[max(habit, 4) :]]
    wanted = sum(count for _one, count in later)
    return {
        "run-out": mean(one.ran_out for one, _count in later),
        "unmet": sum(max(0, count - one.brought) for one, count in later) / max(wanted, 1),
        "brought per wanted": sum(one.brought for one, _count in later) / max(wanted, 1),
    }


def _after_a_habit(year: list[Day], bring: Callable, habit: int) -> Callable:
    usual = round(0.6 * mean(len(day.wanted) for day in year))
    return lambda seen, day: usual if len(seen) < habit else bring(seen, day)


def at_known_places(settings: int, outings: int, seed: int, bring: Callable) -> float:
    """Brought per wanted, from the tenth outing at a place on: long years, or few places would get there."""
    years = [go_out(year, bring) for year in worlds(settings, outings, seed)]
    later = [pair for year in years for pair in _settled(year)]
    return sum(one.brought for one, _count in later) / sum(count for _one, count in later)


def _settled(year):
    times: dict[str, int] = {}
    for one, count in year:
        times[one.place] = times.get(one.place, 0) + 1
        if times[one.place] > 10:
            yield one, count


def speed() -> dict[str, float]:
    today = START + timedelta(days=4000)
    many = [_outing(n, f"p{n % 40}", today - timedelta(days=n % 900)) for n in range(10_000)]
    groups = [many[n : n + 250] for n in range(0, len(many), 250)]
    sixty = many[:60]
    return {
        "10,000 outings in 40 settings, s": _timed(lambda: [numbers.fit(rows, today=today) for rows in groups]),
        "10,000 outings in one setting, s": _timed(lambda: numbers.fit(many, today=today)),
        "one setting of 60, ms": 1000 * _timed(lambda: numbers.fit(sixty, today=today)),
        "fit of 60 and recommendation, ms": 1000 * _timed(lambda: _advice(sixty, today)),
        "import of the room, ms": _import_time(),
        "peak memory of one setting of 60, MB": _memory(lambda: _advice(sixty, today)),
        "peak memory of 10,000 in 40 settings, MB": _memory(
            lambda: [numbers.fit(rows, today=today) for rows in groups]
        ),
    }


def _advice(rows, today):
    return numbers.recommend(numbers.fit(rows, today=today).predict("p1", 2, 3))


def _outing(n: int, place: str, day: date) -> numbers.Outing:
    return numbers.Outing(
        place, day, 2.0, 3, handed_out=40 + n * 7 % 61, brought=100, ran_out=n % 9 == 0, ran_out_hours=1.5
    )


def _timed(work: Callable, times: int = 5) -> float:
    work()
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return median(took)


def _memory(work: Callable) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def _import_time() -> float:
    code = "import sys, time; b = time.perf_counter(); import handbill.numbers; print(time.perf_counter() - b)"
    return 1000 * median(
        float(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT))  # noqa: S603  ourselves
        for _ in range(5)
    )


def false_alarms(tries: int, seed: int) -> float:
    chance, said = np.random.default_rng(seed), 0
    for _ in range(tries):
        n = chance.integers(30, 90, size=11)
        k = chance.binomial(n, chance.beta(0.48 * 19, 0.52 * 19, size=11))
        past = list(zip(k[:-1].tolist(), n[:-1].tolist(), strict=True))
        said += numbers.rate(past, int(k[-1]), int(n[-1])).verdict != "usual"
    return said / tries


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--settings", type=int, default=200)
    options.add_argument("--outings", type=int, default=20)
    options.add_argument("--seed", type=int, default=20260912)
    given = options.parse_args()
    size = (given.settings, given.outings, given.seed)
    print(f"{given.settings} settings x {given.outings} outings, seed {given.seed}, target {TARGET:.0%}\n")
    row = "| {:<44} | {:>8} | {:>8} | {:>10} |".format
    print(row("", "run-out", "unmet", "per wanted"))
    for name, days, bring, habit in (
        ("the model", worlds(*size), by_the_model, 0),
        ("knowing the true distribution", worlds(*size), knowing_the_truth, 0),
        ("what went last time", worlds(*size), what_went_last_time, 0),
        ("mean and two standard deviations", worlds(*size), mean_and_two_sd, 0),
        ("the model, people come late in the day", worlds(*size, shape=LATE), by_the_model, 0),
        ("the model, after five outings of 0.6 x", worlds(*size, shape=FLAT), by_the_model, 5),
        ("the model, 8 % more each outing", worlds(*size, drift=math.log(1.08)), by_the_model, 0),
    ):
        found = loop(days, bring, habit)
        print(
            row(name, *(f"{found[key]:.3f}" for key in ("run-out", "unmet", "brought per wanted"))),
            flush=True,
        )
    for name, bring in (("the model", by_the_model), ("knowing the truth", knowing_the_truth)):
        long = at_known_places(given.settings // 5, 3 * given.outings, given.seed, bring)
        print(f"brought per wanted from the tenth outing at a place on, {name}: {long:.2f}")
    print(f"\nfalse alarms on ordinary outings: {false_alarms(2000, given.seed):.3f}\n")
    for name, value in speed().items():
        print(f"| {name:<44} | {value:>8.2f} |")


if __name__ == "__main__":
    main()
