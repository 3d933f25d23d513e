"""A text made to keep a pattern busy for ever: every pattern of the product, in a process of its own that the system ends."""

import subprocess
import sys
from pathlib import Path

from tests.attackers.hostile_patterns import every_pattern

ROOT = Path(__file__).resolve().parents[2]


def told_of(*arguments: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.attackers.hostile_patterns", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in ended.stdout.splitlines() if line.startswith("SLOW")]
    return (
        lines
        if ended.returncode == 0
        else [*lines, f"ended by {ended.returncode} at {ended.stdout[-300:]}{ended.stderr[-300:]}"]
    )


def test_no_pattern_takes_more_time_than_its_text_is_long():
    assert told_of() == []


def test_the_patterns_of_scripts_are_among_them():
    files = {file for _, _, file in every_pattern()}
    assert {"handbill/signup/static/signup/card.js", "handbill/press/static/press/autosave.js"} <= files


def test_one_that_is_kept_busy_by_its_own_beginning_is_told():
    assert told_of(r"<a>(.*)</a>", "search", "5")


def test_one_that_starts_again_at_each_letter_is_told():
    assert told_of(r"[^\s@]+@[^\s@]+", "search", "5")


def test_one_that_never_ends_is_told():
    (line,) = told_of(r"(a+)+b", "fullmatch", "3")
    assert line.startswith("ended by -")
