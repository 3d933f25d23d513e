"""How long pages of the desk take in a group of many people, beside the same page of a group that was just founded.

    python bench/pages.py [--people 10000] [--rounds 20] [--seed 1] [--only people/] [--without people/twice] [--slowest 12]

Made data (`made.py`: ten facts a person), asked for through the whole application by an unlocked organiser, in this
process. Told are p50 and p95 of each page, its questions to the database, and p50 beside the founded group's, which is
measured in the same instance before it is filled. Walked are all addresses without a part to fill in, those of one person
and one outing, and some choices of the list; downloads are no pages. The clock stands two days after the last outing.
With DATABASE_URL it is that database, which must be empty. No test: nothing fails by it.
"""

import argparse
import gc
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = tempfile.mkdtemp(prefix="handbill-bench-")
os.environ["HANDBILL_DATA"] = FOLDER
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

GOAL = 0.3
SECONDS = 10
# Leaving ends the walk; signing in and founding are for others; what a phone asks for is no page.
LEFT_OUT = ("sign-in", "sign-out", "lock", "field/", "api/", "static", "set-up/1", "set-up/2", "set-up/3", "recovery")
CHOICES = ("people/?which=waiting", "people/?which=helps", "people/?quiet=90", "people/?language=es&which=paper")


def main() -> None:
    asked = _arguments()
    try:
        _start()
        from made import UNTIL, Made

        from handbill.base.clock import stand_at

        with stand_at(UNTIL + timedelta(days=2)):
            made = Made(asked.people, asked.seed)
            founded = _measured(asked)
            began = time.perf_counter()
            made.fill()
            gc.collect()
            gc.freeze()  # a server has not filled itself: what that left behind is not looked through while pages are made
            print(f"{asked.people} people, {asked.people * 10} facts, filled in {time.perf_counter() - began:.0f} s")
            _tell(_measured(asked), founded, asked.slowest)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


def _arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("people", 10_000), ("rounds", 20), ("seed", 1), ("slowest", 12)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--only", default="", help="only addresses that hold this")
    options.add_argument("--without", default="nothing", help="leave out addresses that hold this")
    return options.parse_args()


def _start() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from handbill.base.limits import RATES, Rate

    settings.HANDBILL_RATES = dict.fromkeys(RATES, Rate(1e9, 1e9))
    call_command("migrate", verbosity=0)


def _measured(asked) -> dict[str, tuple[float, float, int]]:
    """By address: p50, p95 and how many questions. The first reading, which may count anew what is kept at hand, is left out."""
    from django.test import Client
    from made import PASSWORD

    client, found = Client(SERVER_NAME="localhost"), {}
    assert client.post("/sign-in/", {"login": "ada", "password": PASSWORD}).status_code == 302
    for address in _addresses(asked.only, asked.without):
        answer = client.get(f"/{address}")
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue  # sent elsewhere, or a download
        b"".join(answer)
        questions = _questions(client, address)
        found[_pattern(address)] = (*_times(client, address, asked.rounds), questions)
    return found


def _addresses(only: str, without: str) -> list[str]:
    from handbill.people.models import Person
    from handbill.plan.models import Outing

    patterns = [pattern for pattern in _every_pattern() if not any(part in pattern for part in LEFT_OUT)]
    plain = [pattern for pattern in patterns if "<" not in pattern]
    person, outing = Person.objects.order_by("-id").first(), Outing.objects.order_by("-id").first()
    for room, one in (("people/", person), ("outings/", outing)):
        theirs = [pattern for pattern in patterns if one and pattern.startswith(f"{room}<uuid:id>")]
        plain += [pattern.replace("<uuid:id>", str(one.id)) for pattern in theirs]
    return [
        address for address in (*plain, *CHOICES) if only in address and without not in address and "<" not in address
    ]


def _every_pattern(resolver=None, before: str = ""):
    from django.urls import URLPattern, get_resolver

    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from _every_pattern(entry, here)


def _pattern(address: str) -> str:
    return "/" + "/".join("…" if len(part) == 36 else part for part in address.split("/"))


def _questions(client, address: str) -> int:
    from django.db import connection

    asked = 0

    def count(execute, *question):
        nonlocal asked
        asked += 1
        return execute(*question)

    with connection.execute_wrapper(count):
        b"".join(client.get(f"/{address}"))
    return asked


def _times(client, address: str, rounds: int) -> tuple[float, float]:
    """p50 and p95; of a page that takes seconds, three readings are enough."""
    times: list[float] = []
    while len(times) < rounds and not (len(times) >= 3 and sum(times) > SECONDS):
        began = time.perf_counter()
        b"".join(client.get(f"/{address}"))
        times.append(time.perf_counter() - began)
    return statistics.median(times), sorted(times)[math.ceil(len(times) * 0.95) - 1]


def _tell(full: dict, founded: dict, slowest: int) -> None:
    over = [address for address, (_, p95, _) in full.items() if p95 > GOAL]
    print(f"{len(full)} pages, {len(over)} with a p95 over {GOAL * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}")
    print(f"{'':58} {'p50 ms':>7} {'p95 ms':>7} {'asked':>6} {'x founded':>9}")
    for address, (p50, p95, questions) in sorted(full.items(), key=lambda one: -one[1][1])[:slowest]:
        beside = f"{p50 / founded[address][0]:9.1f}" if address in founded else f"{'':>9}"
        print(f"{address:58} {p50 * 1000:7.0f} {p95 * 1000:7.0f} {questions:6} {beside}")


if __name__ == "__main__":
    main()
