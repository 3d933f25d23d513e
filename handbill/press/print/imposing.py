"""Which pages lie side by side on a sheet, so that sheets laid into each other and folded once read in order."""

import json
import tempfile
from pathlib import Path

from handbill.base import clock
from handbill.base.typesetting import faces
from handbill.press.contents import IssueContents
from handbill.press.print.boxes import with_boxes
from handbill.press.print.given import BLEED, SLUG, page_size, round_of
from handbill.press.print.paper import Paper

LAYOUTS = [Path(__file__).with_name(name) for name in ("sheet.typ", "corners.typ")]


def fold(pages: int, direction: str = "ltr") -> list[tuple[int | None, int | None]]:
    """Sides of sheets, front and back in turn: the pages on the left and on the right, None for an empty one."""
    whole = -(-pages // 4) * 4
    sides = []
    for first in range(1, whole // 2 + 1):
        last = whole + 1 - first
        sides.append((last, first) if first % 2 else (first, last))
    turned = [(right, left) for left, right in sides] if direction == "rtl" else sides
    return [(left if left <= pages else None, right if right <= pages else None) for left, right in turned]


def imposed(pdf: bytes, contents: IssueContents, paper: Paper, code: str | None) -> bytes:
    """The pages of this file on sheets, bleed and marks round each sheet. Letters, paths and inks stay what they are."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for layout in LAYOUTS:
            (place / layout.name).write_bytes(layout.read_bytes())
        (place / "issue.pdf").write_bytes(pdf)
        (place / "sheets.json").write_text(json.dumps(_given(contents, paper, code)))
        moment = int(clock.now().timestamp())
        path = str(place / LAYOUTS[0].name)
        made = typst.compile(path, root=folder, font_paths=faces(), format="pdf", timestamp=moment)
    return with_boxes(made, inset=SLUG - BLEED) if paper.marks else made


def _given(contents: IssueContents, paper: Paper, code: str | None) -> dict:
    width, height = page_size(paper.size)
    return {
        "width": width,
        "height": height,
        "bleed": round_of(paper),
        "marks": paper.marks,
        "black": paper.ink == "black",
        "sheets": fold(paper.pages, contents.direction),
        "title": f"{contents.flag} {contents.number}",
        "language": contents.language.split("-")[0],
        "code": code or "",
    }
