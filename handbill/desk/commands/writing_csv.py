"""Rows to standard output as CSV; what was left out to standard error."""

import csv
import sys
from collections.abc import Iterable

from handbill.base.instance import Unusable
from handbill.numbers.spreadsheets import Left, Unreadable


def write_rows(columns: list[str], rows: Iterable[dict[str, str]], left: Left) -> int:
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    try:
        answers = list(rows)
    except Unreadable as problem:
        raise Unusable(str(problem)) from None
    writer.writeheader()
    writer.writerows(answers)
    for line in left.lines:
        print(f"handbill: {line}", file=sys.stderr)
    return 0
