"""The example in docs/examples runs as it stands, against a real server, with the standard library alone."""

import csv
import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from handbill.base.clock import now
from handbill.exchange.api.tokens import make_token
from handbill.plan.models import Outing

EXAMPLE = Path(__file__).resolve().parents[3] / "docs/examples/outings_table.py"
ROWS = "place,setting,starts_at,ends_at\n" + "".join(
    f"{place},gate,{now() + timedelta(days=9):%Y-%m-%d}T06:00:00+00:00,{now() + timedelta(days=9):%Y-%m-%d}T08:00:00+00:00\n"
    for place in ("Gate 3", "Gate 4")
)


@pytest.mark.django_db(transaction=True)
def test_a_table_goes_in_once_and_comes_out_again(live_server, outing, ada):
    _token, text = make_token("Sheet", ["outings:read", "outings:write"], now().date() + timedelta(days=9), by=ada)

    def run(direction: str, given: str = "") -> str:
        command = [sys.executable, "-I", str(EXAMPLE), live_server.url, direction]
        environment = {**os.environ, "HANDBILL_TOKEN": text}
        ran = subprocess.run(
            command, input=given, capture_output=True, text=True, env=environment, timeout=60, check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert run("in", ROWS) == run("in", ROWS) == "planned: 2\n"
    assert Outing.objects.count() == 3
    table = list(csv.DictReader(io.StringIO(run("out"))))
    assert [row["place"] for row in table] == ["Ferry Square market", "Gate 3", "Gate 4"]
