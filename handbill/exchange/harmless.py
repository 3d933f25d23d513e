"""Cells that no spreadsheet takes for a formula."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate instead of show."""
    return f"'{value}" if value.startswith(FORMULA) else value


def as_written(value: str) -> str:
    """The same backwards: what `harmless` put before is no part of the text."""
    return value[1:] if value[:1] == "'" and value[1:].startswith(FORMULA) else value
