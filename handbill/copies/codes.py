"""Codes of batches: 14A, 14B ... for issue 14."""

import re
from collections.abc import Collection
from itertools import count

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which read as 1 and 0
LONGEST = 12


class CodeConverter:
    """A code in an address, however it is typed: with a digit or a hyphen in it, so that no page's name is taken for one."""

    regex = rf"(?=[A-Za-z]*[0-9-])[A-Za-z0-9][A-Za-z0-9-]{{0,{LONGEST - 1}}}"

    def to_python(self, value: str) -> str:
        return tidy(value)

    def to_url(self, value: str) -> str:
        return value


def next_code(issue: str, taken: Collection[str]) -> str:
    """The first free code of an issue: its number (else the first letters of its name) and a letter, then two."""
    stem = _stem(issue)
    return next(code for code in (stem + _letters(n) for n in count()) if code not in taken)


def tidy(code: str) -> str:
    """As it is printed: capitals, no spaces."""
    return "".join(code.split()).upper()


def is_code(code: str) -> bool:
    """Letters, digits and hyphens, so that it can stand in an address."""
    return re.fullmatch(rf"[A-Z0-9][A-Z0-9-]{{0,{LONGEST - 1}}}", code) is not None


def _stem(issue: str) -> str:
    digits = re.findall(r"[0-9]+", issue)
    letters = re.sub(r"[^A-Z]", "", issue.upper())
    return digits[-1][:6] if digits else f"{letters[:4]}-" if letters else "B-"


def _letters(n: int) -> str:
    """0 is A, 23 is Z, 24 is AA."""
    text = ""
    while n >= 0:
        n, place = divmod(n, len(LETTERS))
        text, n = LETTERS[place] + text, n - 1
    return text
