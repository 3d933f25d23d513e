"""What a printer is asked for, and what comes of it."""

from dataclasses import dataclass

SIZES = ("a4", "a3", "tabloid")


@dataclass(frozen=True)
class Paper:
    """`size` a4, a3 (A4 pages on A3 sheets folded once) or tabloid; `ink` spot or black.

    `marks` adds corner marks (and bleed); `imposed` puts the pages on sheets in the order in which they are folded.
    """

    size: str = "a4"
    pages: int = 4
    bleed: bool = False
    ink: str = "spot"
    marks: bool = False
    imposed: bool = False

    @property
    def sheets(self) -> int:
        """Of four pages each."""
        return -(-self.pages // 4)

    @property
    def is_for_press(self) -> bool:
        return self.bleed or self.marks


@dataclass(frozen=True)
class FitOf:
    """Of one piece: lines and words too many, or lines that are left."""

    lines_over: int = 0
    words_over: int = 0
    lines_spare: int = 0


@dataclass(frozen=True)
class Printed:
    """A PDF, its pages, and what did not find room on them."""

    pdf: bytes
    pages: int
    lines_over: int = 0
    words_over: int = 0
