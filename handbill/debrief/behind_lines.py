"""A line of the facts behind a finding."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Line:
    """When, by the clock (`at`) or by the day (`on`), and what it says; `text` is None while its words are sealed.

    `more` stands behind the words: what came of it.
    """

    at: datetime | None
    text: str | None
    on: date | None = None
    more: str = ""
