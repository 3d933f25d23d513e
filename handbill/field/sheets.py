"""The phone app's sheets as one: on a slow phone each file more is a wait at the start."""

import posixpath
import re
from collections.abc import Callable

COMMENTS = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one that nobody ended goes to the end, as a browser reads it
EMPTY_LINES = re.compile(r"\n\s*(?=\n)")
INDENTS = re.compile(r"^[ \t]+", re.MULTILINE)
ADDRESS = re.compile(r'(?<=url\(")(?!data:)([^"]+)(?="\))')


def join_sheets(names: list[str], source_of: Callable[[str], str], target: str) -> str:
    """One sheet with these in their order, without comments, their addresses seen from where `target` lies."""
    folder = posixpath.dirname(target)

    def moved(name: str) -> str:
        beside = posixpath.dirname(name)
        return ADDRESS.sub(
            lambda found: posixpath.relpath(posixpath.join(beside, found[1]), folder),
            source_of(name),
        )

    return "".join(_bare(moved(name)) for name in names)


def _bare(sheet: str) -> str:
    return INDENTS.sub("", EMPTY_LINES.sub("", COMMENTS.sub("", sheet))).strip("\n") + "\n"
