"""Cells that no spreadsheet takes for a formula, and lines of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate instead of show."""
    return f"'{value}" if value.startswith(FORMULA) else value


def as_written(value: str) -> str:
    """The same backwards: what `harmless` put before is no part of the text."""
    return value[1:] if value[:1] == "'" and value[1:].startswith(FORMULA) else value


def as_csv(rows: Iterable[Sequence]) -> Iterator[str]:
    """Lines of CSV, with the byte order mark by which spreadsheets know UTF-8. Moments are in ISO 8601, nothing is an empty cell."""
    yield "\ufeff"
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([harmless(_text(value)) for value in row])
        yield line.getvalue()


def _text(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
