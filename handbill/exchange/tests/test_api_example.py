"""The examples in docs/examples run as they stand, against a real server, with the standard library alone."""

import csv
import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from handbill.base.clock import now
from handbill.exchange.api.tokens import SCOPES, make_token
from handbill.facts.totals import totals_of
from handbill.plan.models import Outing

EXAMPLES = Path(__file__).resolve().parents[3] / "docs/examples"
ROWS = "place,setting,starts_at,ends_at\n" + "".join(
    f"{place},gate,{now() + timedelta(days=9):%Y-%m-%d}T06:00:00+00:00,{now() + timedelta(days=9):%Y-%m-%d}T08:00:00+00:00\n"
    for place in ("Gate 3", "Gate 4")
)


@pytest.fixture
def run(live_server, ada):
    """Runs an example with a token of these scopes, -s and -E: nothing installed by the user, nothing of our own."""
    _token, text = make_token("Sheet", list(SCOPES), now().date() + timedelta(days=9), by=ada)

    def run(example: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess:
        command = [sys.executable, "-s", "-E", str(EXAMPLES / example), live_server.url, *arguments]
        environment = {**os.environ, "HANDBILL_TOKEN": text}
        ran = subprocess.run(
            command, input=given, capture_output=True, text=True, env=environment, timeout=60, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran

    return run


@pytest.mark.django_db(transaction=True)
def test_a_table_goes_in_once_and_comes_out_again(run, outing):
    told = [run("outings_table.py", "in", given=ROWS).stdout for _ in range(2)]
    assert told == ["planned: 2\n"] * 2
    assert Outing.objects.count() == 3
    table = list(csv.DictReader(io.StringIO(run("outings_table.py", "out").stdout)))
    assert [row["place"] for row in table] == ["Ferry Square market", "Gate 3", "Gate 4"]


@pytest.mark.django_db(transaction=True)
def test_tallies_go_in_once_and_any_list_comes_out(run, outing):
    made_at = (outing.starts_at).isoformat()
    tallies = "kind,outing,made_at,copies,way,ask\n" + "".join(
        f"{kind},{outing.id},{made_at},{rest}\n"
        for kind, rest in (
            ("handout", "3,hand,"),
            ("handout", "3,hand,"),  # the same once more is another handout
            ("conversation", ",,given"),
            ("handout", "0,hand,"),
        )
    )
    first, again = (run("facts_table.py", "in", given=tallies) for _ in range(2))
    assert first.stdout == again.stdout == "there: 3, refused: 1\n"
    assert first.stderr.startswith("line 5: ")
    totals = totals_of(outing)
    assert (totals["conversations"], totals["copies"]) == (1, 6)
    with connection.cursor() as cursor:  # as if it had lain there long enough to be given
        cursor.execute("UPDATE facts_fact SET received_at = %s", [now() - timedelta(minutes=1)])
    table = list(csv.DictReader(io.StringIO(run("facts_table.py", "out", "/facts").stdout)))
    assert [(row["kind"], row["body.copies"], row["body.ask"]) for row in table] == [
        ("handout", "3", ""),
        ("handout", "3", ""),
        ("conversation", "", "given"),
    ]
