"""What an issue comes to: the one thing that print, the web edition and the e-mail edition draw from.

Plain dataclasses without rows behind them. `queries.issue_contents` fills them; tests and layouts may make their own.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Size:
    """One size of a picture: its bytes are a JPEG or a PNG, as `kind` says ("jpeg", "png")."""

    width: int
    height: int
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Shown:
    """A picture, with what it shows in words; sizes from the smallest to the largest."""

    id: str
    alt: str
    caption: str = ""
    credit: str = ""
    sizes: tuple[Size, ...] = ()

    def at_least(self, width: int) -> Size:
        """The smallest size that is as wide, else the largest there is."""
        return next((size for size in self.sizes if size.width >= width), self.sizes[-1])


@dataclass(frozen=True)
class Piece:
    """An article in its place. `blocks` are press.blocks' own; a block of a picture names one of `pictures` by its id."""

    id: str
    title: str
    page: int = 1
    order: int = 0
    is_lead: bool = False
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    language: str = "en"
    direction: str = "ltr"
    blocks: list[dict] = field(default_factory=list)
    box: list[dict] = field(default_factory=list)
    pull_quote: str = ""
    picture: Shown | None = None  # on top of the piece
    pictures: dict[str, Shown] = field(default_factory=dict)  # within its text, by id
    goes_on_page: int = 0  # set in print alone: where the rest of it stands
    comes_from_page: int = 0
    beside: str = ""  # the id of the piece of which this is the same in another language

    @property
    def all_pictures(self) -> list[Shown]:
        on_top = [self.picture] if self.picture else []
        return on_top + [one for one in self.pictures.values() if one not in on_top]


@dataclass(frozen=True)
class Standing:
    """A text that stands in every issue: `key` is stand_for, imprint or find_us."""

    key: str
    language: str
    direction: str
    title: str
    blocks: list[dict]


@dataclass(frozen=True)
class Inside:
    """A line of the list of what is inside."""

    piece: str
    title: str
    page: int
    language: str = "en"
    direction: str = "ltr"


@dataclass(frozen=True)
class IssueContents:
    """An issue as a whole. `pieces` come in running order: by page, the lead first."""

    id: str
    flag: str
    number: str
    date: datetime.date
    group: str = ""  # whose paper it is
    home: str = ""  # the paper's own address; the sign-up stands under it
    ink: str = "#0E5362"
    language: str = "en"
    direction: str = "ltr"
    languages: tuple[str, ...] = ("en",)
    paper: str = "a4"  # a4, a3, tabloid
    pages: int = 4
    copies: int | None = None
    title: str = ""  # the issue's own headline
    published_at: datetime.datetime | None = None
    pieces: tuple[Piece, ...] = ()
    standing: tuple[Standing, ...] = ()

    @property
    def lead(self) -> Piece | None:
        """The piece that leads the front page; without one chosen, the first."""
        return next((piece for piece in self.pieces if piece.is_lead), self.pieces[0] if self.pieces else None)

    @property
    def inside(self) -> tuple[Inside, ...]:
        """What stands on the pages after the front."""
        later = [piece for piece in self.pieces if piece.page > 1 and not piece.comes_from_page]
        return tuple(Inside(one.id, one.title, one.page, one.language, one.direction) for one in later)

    def versions_of(self, piece: Piece) -> tuple[Piece, ...]:
        """The piece in its languages, side by side in print; only itself where it stands alone."""
        first = piece.beside or piece.id
        return tuple(one for one in self.pieces if not one.comes_from_page and first in (one.id, one.beside))

    def on_page(self, page: int) -> list[Piece]:
        return [piece for piece in self.pieces if piece.page == page]

    def standing_in(self, key: str, language: str = "") -> Standing | None:
        """A standing text in this language, else in the issue's own, else in any."""
        found = {text.language: text for text in self.standing if text.key == key}
        return found.get(language or self.language) or found.get(self.language) or next(iter(found.values()), None)

    @property
    def digest(self) -> str:
        """Changes with anything that is printed."""
        told = hashlib.sha256()
        for part in self._parts():
            told.update(part if isinstance(part, bytes) else repr(part).encode())
            told.update(b"\x00")
        return told.hexdigest()

    def _parts(self) -> Iterator:
        yield (
            self.flag,
            self.number,
            self.date,
            self.group,
            self.home,
            self.ink,
            self.languages,
            self.paper,
            self.pages,
        )
        yield (self.copies, self.title, self.standing, self.pieces)
        for piece in self.pieces:
            for shown in piece.all_pictures:
                yield shown.sizes[-1].content if shown.sizes else b""
