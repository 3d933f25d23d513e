"""The typesetter: a folder with the layout, the words and the pictures of one issue, and what is made in it."""

import json
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.base.typesetting import faces
from handbill.press.contents import IssueContents
from handbill.press.print.boxes import with_boxes
from handbill.press.print.given import BLEED, SLUG, inks, picture_files
from handbill.press.print.paper import Paper
from handbill.press.print.plates import in_grey, on_plates

HERE = Path(__file__).parent
LAYOUT = "issue.typ"
BLACK = "#000000"


class Setting:
    """One issue on one paper; inside `with`, as often as its squares differ."""

    def __init__(self, contents: IssueContents, paper: Paper):
        self.contents, self.paper = contents, paper
        self.standard: str | None = "ua-1"

    def __enter__(self) -> "Setting":
        self._folder = tempfile.TemporaryDirectory()
        self.place = Path(self._folder.name)
        for layout in HERE.glob("*.typ"):
            (self.place / layout.name).write_bytes(layout.read_bytes())
        for name, content in picture_files(self.contents):
            (self.place / name).write_bytes(self._inked(content))
        return self

    def __exit__(self, *_failure) -> None:
        self._folder.cleanup()

    def pdf(self, given: dict) -> bytes:
        """PDF/UA where every letter has a face here, else the same without the claim."""
        moment = int(clock.now().timestamp())
        made = self._compile(given, format="pdf", timestamp=moment)
        has_marks = self.paper.marks and not self.paper.imposed
        return with_boxes(made, inset=SLUG - BLEED) if has_marks else made

    def pictures(self, given: dict, ppi: float) -> list[bytes]:
        """The pages as PNG."""
        self.standard = None
        pages = self._compile(given, format="png", ppi=ppi)
        return pages if isinstance(pages, list) else [pages]

    def fits(self, given: dict) -> list[dict]:
        """What the layout says of each piece."""
        import typst

        self._write(given)
        try:
            told = typst.query(
                str(self.place / LAYOUT), "<fit>", field="value", root=str(self.place), font_paths=faces()
            )
        except typst.TypstError as fault:
            raise cannot_be_set() from fault
        return json.loads(told)

    def _inked(self, content: bytes) -> bytes:
        """The picture as this paper is printed: plates for the press, greys or colours for a printer nearby."""
        is_black = self.paper.ink == "black"
        if self.paper.is_for_press:
            ink = BLACK if is_black else self.contents.ink
            return on_plates(content, ink, inks(ink))
        return in_grey(content) if is_black else content

    def _compile(self, given: dict, **how):
        import typst

        self._write(given)
        more = {"root": str(self.place), "font_paths": faces(), **how}
        try:
            if self.standard:
                return typst.compile(str(self.place / LAYOUT), pdf_standards=self.standard, **more)
        except typst.TypstError:
            self.standard = None
        try:
            return typst.compile(str(self.place / LAYOUT), **more)
        except typst.TypstError as fault:
            raise cannot_be_set() from fault

    def _write(self, given: dict) -> None:
        batch = given["batch"]
        issue = {key: part for key, part in given.items() if key != "batch"}
        (self.place / "issue.json").write_text(json.dumps(issue), encoding="utf-8")
        (self.place / "batch.json").write_text(json.dumps(batch), encoding="utf-8")


def cannot_be_set() -> Refusal:
    sentence = _(
        "These pages could not be set. Nothing is lost; take the last changed picture or piece out and try again."
    )
    return Refusal("not_set", sentence)
