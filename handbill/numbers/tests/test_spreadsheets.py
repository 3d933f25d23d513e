"""The command line with a spreadsheet: answers out, unusable rows named, a missing column named."""

import csv
import io
import subprocess
import sys

import pytest

from handbill.__main__ import main
from handbill.numbers.spreadsheets import HANDOUTS, OUTINGS, PLANS, TRIALS


@pytest.fixture
def sheet(tmp_path):
    """Writes rows under columns; gives the path."""

    def write(name: str, columns, *rows: str):
        file = tmp_path / name
        file.write_text("\n".join([",".join(columns), *rows]) + "\n", encoding="utf-8")
        return str(file)

    return write


@pytest.fixture
def outings(sheet):
    def write(*rows):
        return sheet("outings.csv", OUTINGS, *rows)

    return write


def answers(capsys) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


PLAN = "p,2026-09-01,stall,market,3,2,1,,0.1,30"
WEEKS = [f"{n},2026-0{1 + n % 8}-0{1 + n % 9},stall,market,3,2,1,100,{60 + n},0,," for n in range(8)]


def test_a_plan_is_answered_with_both_prices(sheet, outings, capsys):
    assert main(["forecast", "--outings", outings(*WEEKS), "--plans", sheet("p.csv", PLANS, PLAN)]) == 0
    (answer,) = answers(capsys)
    assert int(answer["q50"]) < int(answer["q80"]) < int(answer["q90"]) < int(answer["q95"])
    assert answer["b_runout"] == answer["q90"]
    assert int(answer["recommend"]) == min(int(answer["b_runout"]), int(answer["b_max_home"]))
    assert float(answer["expected_home"]) <= 30


def test_only_outings_before_the_plan_count(sheet, outings, capsys):
    later = "9,2026-09-01,stall,market,3,2,1,2000,2000,0,,"
    plans = sheet("p.csv", PLANS, PLAN)
    main(["forecast", "--outings", outings(*WEEKS), "--plans", plans])
    before = answers(capsys)
    main(["forecast", "--outings", outings(*WEEKS, later), "--plans", plans])
    assert answers(capsys) == before


def test_other_settings_change_nothing(sheet, outings, capsys):
    plans = sheet("p.csv", PLANS, PLAN)
    main(["forecast", "--outings", outings(*WEEKS), "--plans", plans])
    alone = answers(capsys)
    main(["forecast", "--outings", outings(*WEEKS, "x,2026-02-02,gate,g,1,1,1,900,900,0,,"), "--plans", plans])
    assert answers(capsys) == alone


def test_rows_that_cannot_be_used_are_named_with_the_reason(sheet, outings, capsys):
    bad = [
        "a,2026-01-01,stall,market,3,0,1,100,60,0,,",
        "b,2026-01-01,stall,market,,2,1,100,60,0,,",
        "c,1 May,stall,market,3,2,1,100,60,0,,",
        "d,2026-01-01,stall,market,3,2,1,100,many,0,,",
    ]
    assert (
        main(["forecast", "--outings", outings(*bad, *WEEKS), "--plans", sheet("p.csv", PLANS, PLAN, "q,x,,,,,,,,")])
        == 0
    )
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ", 2)[1] for line in said] == [
        *(f"outings.csv, line {n}" for n in (2, 3, 4, 5)),
        "p.csv, line 3",
    ]
    assert "hours is 0 or less" in said[0]
    assert "handed_out is no number" in said[3]


@pytest.mark.parametrize("missing", ["hours", "place", "ran_out"])
def test_a_missing_column_is_named_and_ends_with_2(sheet, missing, capsys):
    columns = [column for column in OUTINGS if column != missing]
    status = main(["forecast", "--outings", sheet("o.csv", columns), "--plans", sheet("p.csv", PLANS, PLAN)])
    told = capsys.readouterr()
    assert status == 2
    assert f"has no column {missing}" in told.err
    assert told.out == ""


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00a", b'outing_id,"date\n'])
def test_a_file_that_is_none_is_said_in_a_sentence(tmp_path, content, capsys):
    file = tmp_path / "o.csv"
    file.write_bytes(content)
    assert main(["forecast", "--outings", str(file), "--plans", str(file)]) == 2
    assert capsys.readouterr().err.startswith("handbill: ")
    assert main(["forecast", "--outings", str(tmp_path / "none.csv"), "--plans", str(file)]) == 2


def test_times_of_handouts_make_the_profile(sheet, outings, capsys):
    ran_out = [f"r{n},2026-05-0{n},stall,market,3,2,1,50,50,1,1.5," for n in range(1, 6)]
    late = [f"{n},{minute},10" for n in range(8) for minute in (95, 100, 110, 115)]
    plans, rows = sheet("p.csv", PLANS, PLAN), outings(*WEEKS, *ran_out)
    main(["forecast", "--outings", rows, "--plans", plans])
    flat = int(answers(capsys)[0]["q90"])
    main(["forecast", "--outings", rows, "--plans", plans, "--handouts", sheet("h.csv", HANDOUTS, *late)])
    assert int(answers(capsys)[0]["q90"]) > flat


def test_rates_and_passed_on_answer_in_columns(sheet, capsys):
    rows = [
        f"stall,ask,market,2026-01-0{n},{k},{of}"
        for n, (k, of) in enumerate([(28, 60), (30, 61), (33, 65), (25, 55), (22, 71)], 1)
    ]
    assert main(["rates", "--trials", sheet("t.csv", TRIALS, *rows, "gate,ask,g,2026-01-01,1,2")]) == 0
    stall, gate = answers(capsys)
    assert (stall["verdict"], gate["verdict"], gate["usual"]) == ("usual", "too_early", "")
    assert main(["passed-on", "--answers", "7", "12"]) == 0
    assert answers(capsys) == [{"share": "0.3684", "low": "0.2183", "high": "0.5413", "shown": "1"}]
    assert main(["passed-on", "--answers", "-1", "12"]) == 2


def test_importing_the_room_loads_no_numpy():
    code = "import sys; from handbill import numbers; print('numpy' in sys.modules, 'django' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]
