"""How fast facts get in: POST facts with sign-in, checks, totals and receipts, beside raw SQLite in the same process.

    python bench/ingest.py [--facts 20000] [--batch 200] [--phones 1] [--there 0]

Reference: executemany of the same rows into a table with a unique 16-byte id, synchronous=FULL, one commit a batch. Both
are run in turn, five times; the median is told. `--there` files that many facts before. No test: nothing fails by it.
"""

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = tempfile.mkdtemp(prefix="handbill-bench-")
os.environ["HANDBILL_DATA"] = FOLDER
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")
sys.path.insert(0, str(ROOT))

ROUNDS = 5
MIX = ("conversation", "detail", "handout", "conversation", "handout", "conversation", "detail", "handout")


def main() -> None:
    asked = _arguments()
    try:
        stall = Stall(asked.phones)
        if asked.there:
            stall.file_before(asked.there)
        rounds = [(_raw(asked), stall.measure(asked)) for _ in range(ROUNDS)]
        _tell(asked, rounds)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


class Stall:
    """An outing with phones that have joined, in a fresh instance, spoken to through WSGI."""

    def __init__(self, phones: int):
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.core.wsgi import get_wsgi_application

        from handbill.base.limits import RATES, Rate

        settings.HANDBILL_RATES = dict.fromkeys(RATES, Rate(1e9, 1e9))
        call_command("migrate", verbosity=0)
        self.application = get_wsgi_application()
        self.outing = _plan()
        self.tokens = [self._join() for _ in range(phones)]
        self.last = time.time_ns() // 1_000_000 << 80

    def _join(self) -> str:
        from handbill.base.ids import new_id
        from handbill.plan.joinings import join_by_pass
        from handbill.plan.passes import pass_text, standing_pass

        square = pass_text(standing_pass(self.outing, self.outing.lead))
        return join_by_pass(square, new_id())[1]

    def batches(self, facts: int, batch: int) -> list[bytes]:
        return [json.dumps({"facts": self._facts(batch), "waiting": 0}).encode() for _ in range(facts // batch)]

    def _facts(self, number: int) -> list[dict]:
        facts, conversation = [], None
        for place in range(number):
            fact = self._fact(MIX[place % len(MIX)], conversation)
            conversation = fact["id"] if fact["kind"] == "conversation" else conversation
            facts.append(fact)
        return facts

    def _fact(self, kind: str, conversation: str | None) -> dict:
        self.last += 1 << 64 if self.last & 0xFFF << 64 != 0xFFF << 64 else 1 << 80
        number = self.last & ~(0xF << 76) | 0x7 << 76 | 0b10 << 62 | int.from_bytes(os.urandom(7), "big")
        body = {
            "conversation": {},
            "detail": {"of": conversation, "ask": "given", "reception": 3},
            "handout": {"copies": 2, "for_friend": 1, "way": "hand"},
        }[kind]
        made_at = "2026-09-12T15:04:05.123Z"
        return {
            "id": str(uuid.UUID(int=number)),
            "kind": kind,
            "outing": str(self.outing.id),
            "made_at": made_at,
            "body": body,
        }

    def file_before(self, facts: int) -> None:
        for raw in self.batches(facts, 500):
            self.post(raw, self.tokens[0])

    def post(self, raw: bytes, token: str) -> float:
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/field/api/1/facts",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(raw)),
            "HTTP_AUTHORIZATION": f"Phone {token}",
            "wsgi.input": BytesIO(raw),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
        }
        began = time.perf_counter()
        status: list[str] = []
        response = self.application(environ, lambda line, headers: status.append(line))
        answer = b"".join(response)
        response.close()
        took = time.perf_counter() - began
        verdicts = {receipt["verdict"] for receipt in json.loads(answer).get("receipts", [])}
        if not status[0].startswith("200") or not verdicts <= {"filed", "known"}:
            raise SystemExit(f"a batch failed: {status[0]} {answer[:300]!r}")
        return took

    def measure(self, asked) -> dict:
        batches = self.batches(asked.facts, asked.batch)
        shares = [batches[number :: asked.phones] for number in range(asked.phones)]
        times: list[float] = []
        cpu, began = time.process_time(), time.perf_counter()
        self._all_phones(shares, times)
        wall, used = time.perf_counter() - began, time.process_time() - cpu
        again: list[float] = []
        since = time.perf_counter()
        self._all_phones(shares, again)
        repeat = time.perf_counter() - since
        return {"wall": wall, "cpu": used, "times": times, "repeat": repeat}

    def _all_phones(self, shares: list, times: list[float]) -> None:
        def send(pair):
            times.extend([self.post(raw, pair[0]) for raw in pair[1]])

        with ThreadPoolExecutor(len(shares)) as phones:
            list(phones.map(send, zip(self.tokens, shares, strict=True)))


def _plan():
    from handbill.accounts.actions import found_group
    from handbill.base import clock
    from handbill.plan.models import Outing, Place

    founded = found_group(
        name="Bench", language="en", country="GB", timezone="Europe/London", paper="", ink="#0E5362",
        member_name="Ada", login="ada", password="ferry timber lantern quilt",
    )  # fmt: skip
    place = Place.objects.create(group=founded.group, name="Ferry Square market", setting="stall")
    start = clock.now() - timedelta(hours=1)
    return Outing.objects.create(
        group=founded.group, place=place, setting="stall", starts_at=start, ends_at=start + timedelta(hours=2),
        lead=founded.member, made_by=founded.member,
    )  # fmt: skip


def _raw(asked) -> dict:
    """The least anybody could do: the same number of rows, as durable."""
    file = Path(FOLDER) / f"raw-{uuid.uuid4().hex}.sqlite3"
    raw = sqlite3.connect(file, isolation_level=None)
    raw.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE fact (row INTEGER PRIMARY KEY, id BLOB UNIQUE, "
        "kind TEXT, outing BLOB, phone BLOB, made_at TEXT, received_at TEXT, body TEXT)"
    )
    milliseconds = time.time_ns() // 1_000_000
    rows = [
        ((milliseconds + n).to_bytes(6, "big") + os.urandom(10), "conversation", bytes(16), bytes(16),
         "2026-09-12 15:04:05.123", "2026-09-12 15:04:05.123", "{}")
        for n in range(asked.facts)
    ]  # fmt: skip
    cpu, began = time.process_time(), time.perf_counter()
    for start in range(0, asked.facts, asked.batch):
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(
            "INSERT INTO fact (id, kind, outing, phone, made_at, received_at, body) VALUES (?,?,?,?,?,?,?)",
            rows[start : start + asked.batch],
        )
        raw.execute("COMMIT")
    return {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def _tell(asked, rounds: list) -> None:
    filed = asked.facts // asked.batch * asked.batch
    raw_wall = statistics.median(raw["wall"] for raw, _ in rounds)
    raw_cpu = statistics.median(raw["cpu"] for raw, _ in rounds)
    wall = statistics.median(ours["wall"] for _, ours in rounds)
    cpu = statistics.median(ours["cpu"] for _, ours in rounds)
    repeat = statistics.median(ours["repeat"] for _, ours in rounds)
    times = sorted(took for _, ours in rounds for took in ours["times"])
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{filed} facts in batches of {asked.batch}, {asked.phones} phones, {asked.there} there before")
    print(f"raw SQLite   {asked.facts / raw_wall:9,.0f} facts/s   {raw_cpu / asked.facts * 1e6:6.1f} us CPU a fact")
    print(f"POST facts   {filed / wall:9,.0f} facts/s   {cpu / filed * 1e6:6.1f} us CPU a fact")
    print(
        f"             {filed / wall / (asked.facts / raw_wall):9.2f} of raw       {cpu / raw_cpu:6.2f} times the CPU"
    )
    print(
        f"again        {filed / repeat:9,.0f} facts/s   p50 {p50 * 1000:.1f} ms   p99 {p99 * 1000:.1f} ms   {p99 / p50:.1f} times"
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("facts", 20_000), ("batch", 200), ("phones", 1), ("there", 0)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    return parser.parse_args()


if __name__ == "__main__":
    main()
