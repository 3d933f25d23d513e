"""Random afternoons over the real sync address: nothing is lost, nothing doubled, totals right, phones tell the truth.

Short here; HANDBILL_FAULTS=100 plays 10,000. A failure prints its seed and number: HANDBILL_SEED=... HANDBILL_SCHEDULE=...
plays that one alone.
"""

import logging
import os
import random
import time
from collections import Counter

import pytest

from handbill.accounts.models import Instance
from handbill.base import limits
from tests.faults import SEED, TIMES
from tests.faults.afternoon import Afternoon
from tests.faults.line import AT_THE_SERVER, ON_THE_WAY
from tests.faults.standing_copy import back_up, put_back

SHORT, FOR_EACH = 80, 100  # schedules in CI; for each time that HANDBILL_FAULTS asks for
ANEW_AFTER = 200  # so that the database, which is copied again and again, stays small
ONE = os.environ.get("HANDBILL_SCHEDULE")


@pytest.fixture
def no_limits(settings, caplog):
    """A long afternoon in a second: nobody is slowed down, and no 503 is written to a log."""
    caplog.set_level(logging.CRITICAL, "django.request")
    settings.HANDBILL_RATES = dict.fromkeys(limits.RATES, limits.Rate(burst=1e9, per_second=1e9))


@pytest.mark.django_db(transaction=True)
def test_whatever_befalls_them_phones_and_server_end_with_the_same_facts(tmp_path, settings, no_limits, union):
    settings.DATA = tmp_path
    ada, began, met, events = union.organiser, time.monotonic(), Counter(), Counter()
    Instance.objects.get_or_create(id=1, defaults={"generation": "first"})
    fresh = tmp_path / "fresh.sqlite3"
    back_up(fresh)
    numbers = [int(ONE)] if ONE else range(TIMES * FOR_EACH if "HANDBILL_FAULTS" in os.environ else SHORT)
    print(f"schedules: HANDBILL_SEED={SEED}")
    for number in numbers:
        if number % ANEW_AFTER == ANEW_AFTER - 1:
            put_back(fresh)
        afternoon = Afternoon(random.Random(f"{SEED} {number}"), ada, tmp_path / "night.sqlite3")
        try:
            afternoon.run()
        except AssertionError as problem:
            story = "\n".join(afternoon.log)
            raise AssertionError(
                f"HANDBILL_SEED={SEED} HANDBILL_SCHEDULE={number}: {problem}\n{afternoon.line.met}\n{story}"
            ) from problem
        met += afternoon.line.met
        events += Counter(line for line in afternoon.log if not line.startswith(" "))
    assert ONE or len(met) == 1 + len([*ON_THE_WAY, *AT_THE_SERVER]), f"not every mishap came: {met}"
    print(
        f"{len(numbers)} schedules in {time.monotonic() - began:.0f} s; requests: {dict(met)}; events: {dict(events)}"
    )
