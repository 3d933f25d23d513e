"""How long finding somebody and a page of the list take, after the intake of many cards.

    python bench/people.py [--cards 10000]

Every card is really sealed, wrapped under the group's card key and indexed. Each question is asked five times through
the room's own functions and the median is told; every answer is checked. No test: nothing fails by it.
"""

import argparse
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
sys.path.insert(0, str(ROOT))

ROUNDS = 5
PASSWORD = "ferry timber lantern quilt"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--cards", type=int, default=10_000)
    cards = asked.parse_args().cards
    try:
        keyring = _fill(cards)
        print(f"{cards} cards, medians of {ROUNDS}, in ms\n{'':46} {'elapsed':>9} {'CPU':>9}")
        for name, ask, expected in _questions(keyring, cards):
            elapsed, of_cpu = _medians(ask, expected)
            print(f"{name:46} {elapsed * 1000:9.1f} {of_cpu * 1000:9.1f}")
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


def _questions(keyring, cards: int):
    from handbill.people.filters import Filters
    from handbill.people.queries import counts_of, page_of
    from handbill.people.searching import search

    ada = keyring.member

    def _found(words: str) -> int:
        return sum(map(len, search(ada, words, keyring)))

    return [
        ("a whole number, by the index", lambda: _found(_number(7)), 1),
        ("a name on the oldest card, all are opened", lambda: _found("Person-00000"), 1),
        ("a word on no card, all are opened", lambda: _found("zzzz"), 0),
        ("a word on every card, stopped at 50", lambda: _found("person"), 50),
        ("a page of 50, opened", lambda: len(page_of(ada, Filters(), keyring)[0]), min(50, cards)),
        ("a page of 50 who agreed to calls", lambda: len(page_of(ada, Filters(agreed="phone"), keyring)[0]), 0),
        ("the numbers on all seven chips", lambda: counts_of(ada, Filters())["all"], cards),
    ]


def _medians(ask, expected) -> tuple[float, float]:
    """Elapsed and CPU: the second is the steadier one where others use the machine."""
    times = []
    for _ in range(ROUNDS):
        before, cpu = time.perf_counter(), time.process_time()
        answer = ask()
        times.append((time.perf_counter() - before, time.process_time() - cpu))
        assert answer == expected, (answer, expected)
    return tuple(statistics.median(column) for column in zip(*times, strict=True))


def _fill(cards: int):
    import django

    django.setup()
    from django.core.management import call_command

    from handbill.accounts.actions import found_group
    from handbill.accounts.keyring import keyring_of
    from handbill.accounts.unlocking import unwrap_member_secret

    call_command("migrate", verbosity=0)
    founded = found_group(
        name="Aldermouth Tenants’ Union", language="en", country="GB", timezone="Europe/London", paper="The Stairwell",
        ink="#0E5362", member_name="Ada", login="ada", password=PASSWORD,
    )  # fmt: skip
    keyring = keyring_of(founded.member, unwrap_member_secret(founded.member, PASSWORD))
    for first in range(0, cards, 1000):
        _write(range(first, min(cards, first + 1000)), keyring)
    return keyring


def _write(numbers: range, keyring) -> None:
    from django.db import transaction

    from handbill.base.clock import now
    from handbill.base.ids import new_id
    from handbill.people.models import Card, IndexEntry, Person

    ada, at = keyring.member, now() - timedelta(days=30)
    people = [Person(id=new_id(), group=ada.group, owner=ada, met_at=at, contact_fact=new_id()) for _ in numbers]
    rows = [_sealed(person.id, number, keyring) for person, number in zip(people, numbers, strict=True)]
    with transaction.atomic():
        Person.objects.bulk_create(people)
        Card.objects.bulk_create([card for card, _entries in rows])
        IndexEntry.objects.bulk_create([entry for _card, entries in rows for entry in entries])


def _sealed(id, number: int, keyring):
    from handbill.keys.envelope import CARD, rewrap_symmetric, seal_body
    from handbill.people.models import Card
    from handbill.people.sign_in_work import entries_of

    plain = {
        "v": 1,
        "name": f"Person-{number:05} Quill",
        "phone": _number(number),
        "email": "",
        "other": "",
        "note": "Rent",
    }
    data_key, epoch = os.urandom(32), keyring.current_epoch
    card = Card(
        person_id=id, group=keyring.member.group, ct=seal_body(plain, CARD, id, data_key), wraps_as_they_came=[],
        intake=rewrap_symmetric(keyring.card_key(epoch), data_key, id), intake_epoch=epoch,
    )  # fmt: skip
    return card, entries_of(id, (plain["phone"], ""), keyring, epoch)


def _number(number: int) -> str:
    return f"+4477{number:08}"


if __name__ == "__main__":
    main()
