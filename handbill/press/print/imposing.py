"""Which pages lie side by side on a sheet, so that sheets laid into each other and folded once read in order."""

import json
import tempfile
from pathlib import Path

from handbill.base import clock
from handbill.base.typesetting import faces
from handbill.press.contents import IssueContents
from handbill.press.print.given import page_size
from handbill.press.print.paper import Paper

LAYOUT = Path(__file__).with_name("sheet.typ")


def fold(pages: int, direction: str = "ltr") -> list[tuple[int | None, int | None]]:
    """Sides of sheets, front and back in turn: the pages on the left and on the right, None for an empty one."""
    whole = -(-pages // 4) * 4
    sides = []
    for first in range(1, whole // 2 + 1):
        last = whole + 1 - first
        sides.append((last, first) if first % 2 else (first, last))
    turned = [(right, left) for left, right in sides] if direction == "rtl" else sides
    return [(left if left <= pages else None, right if right <= pages else None) for left, right in turned]


def imposed(pdf: bytes, contents: IssueContents, paper: Paper) -> bytes:
    """The pages of this file on sheets. They stay what they are: letters, paths and inks, not pictures of them."""
    import typst

    width, height = page_size(paper.size)
    sheets = fold(paper.pages, contents.direction)
    title, language = f"{contents.flag} {contents.number}", contents.language.split("-")[0]
    given = {"width": width, "height": height, "bleed": 3 if paper.is_for_press else 0, "sheets": sheets}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / LAYOUT.name).write_bytes(LAYOUT.read_bytes())
        (place / "issue.pdf").write_bytes(pdf)
        (place / "sheets.json").write_text(json.dumps(given | {"title": title, "language": language}))
        moment = int(clock.now().timestamp())
        path = str(place / LAYOUT.name)
        return typst.compile(path, root=folder, font_paths=faces(), format="pdf", timestamp=moment)
