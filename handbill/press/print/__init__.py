"""Print: an issue's contents in, PDF pages out; what runs over is told in lines and words.

Texts and pictures go into a folder of their own as JSON and files. The layout reads nothing else: it sees this folder only.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from handbill.base import clock
from handbill.base.typesetting import _faces
from handbill.press.contents import IssueContents
from handbill.press.print.given import given_for, picture_files

LAYOUT = Path(__file__).with_name("issue.typ")


@dataclass(frozen=True)
class Paper:
    """What the printer wants: `size` a4, a3 or tabloid; `ink` spot or black."""

    size: str = "a4"
    pages: int = 4
    bleed: bool = False
    ink: str = "spot"


@dataclass(frozen=True)
class FitOf:
    """Of one piece: lines and words too many, or lines that are left."""

    lines_over: int
    words_over: int
    lines_spare: int


@dataclass(frozen=True)
class Printed:
    """A PDF, its pages, and what did not find room."""

    pdf: bytes
    pages: int


def print_issue(contents: IssueContents, paper: Paper, square: str | None = None, code: str | None = None) -> Printed:
    """The whole issue; `square` is where the QR code leads, `code` the batch's own."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = _compile(folder, contents, paper, square, code, format="pdf")
    return Printed(compiled, paper.pages)


def front_picture(contents: IssueContents, width: int) -> bytes:
    """The first page as a PNG, so many points wide."""
    paper = Paper(contents.paper, 1)
    with tempfile.TemporaryDirectory() as folder:
        given = given_for(contents, paper, None, None)
        ppi = width / (given["width"] / 25.4)
        pages = _compile(folder, contents, paper, None, None, format="png", ppi=ppi)
    return pages[0] if isinstance(pages, list) else pages


def fit_of(contents: IssueContents, paper: Paper) -> dict[str, FitOf]:
    """By the piece's id. What shares its columns with others is told of the page's last piece."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        _lay_out(folder, given_for(contents, paper, None, None), contents)
        inputs = {"root": folder, "font_paths": _faces()}
        found = typst.query(str(Path(folder) / LAYOUT.name), "<fit>", field="value", format="json", **inputs)
    measured = {one["piece"]: _fit(one, paper) for one in json.loads(found)}
    fits = {piece.id: FitOf(0, 0, 0) for piece in contents.pieces}
    return fits | measured


def _fit(measured: dict, paper: Paper) -> FitOf:
    """Words by how many of them a line of this page holds."""
    over, line = measured["over"], measured["line"]
    if over <= line / 2:
        return FitOf(0, 0, max(0, int(measured["spare"] / line)))
    lines = max(1, round(over / line))
    return FitOf(lines, max(1, round(lines * measured["words"])), 0)


def _compile(folder: str, contents: IssueContents, paper: Paper, square: str | None, code: str | None, **how):
    import typst

    _lay_out(folder, given_for(contents, paper, square, code), contents)
    path = Path(folder) / LAYOUT.name
    moment = clock.now() if how["format"] == "pdf" else None
    more = {"timestamp": int(moment.timestamp())} if moment else {}
    return typst.compile(str(path), root=folder, font_paths=_faces(), **how, **more)


def _lay_out(folder: str, given: dict, contents: IssueContents) -> None:
    """Everything that the layout may see."""
    place = Path(folder)
    (place / LAYOUT.name).write_bytes(LAYOUT.read_bytes())
    (place / "issue.json").write_text(json.dumps(given), encoding="utf-8")
    for name, content in picture_files(contents):
        (place / name).write_bytes(content)
