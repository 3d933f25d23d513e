"""The pictures that layouts are compared with. After a change that was meant, and looked at:

python -m handbill.press.print.tests.redraw
"""

import io
from pathlib import Path

from PIL import Image

from handbill.press.contents import IssueContents
from handbill.press.print import Paper, page_pictures

GOLDEN = Path(__file__).parent / "golden"
WIDTH = 260  # of a page: lines can be told apart, letters not
GREYS = 16


def drawn(contents: IssueContents) -> Image.Image:
    """The pages side by side."""
    made = page_pictures(contents, Paper(contents.paper, contents.pages), WIDTH)
    pages = [Image.open(io.BytesIO(page)).convert("L") for page in made]
    wide, high = sum(page.width for page in pages), max(page.height for page in pages)
    sheet = Image.new("L", (wide, high), 255)
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    return sheet


def main() -> None:
    import django

    django.setup()
    from handbill.press.print.tests.issues import KINDS

    for kind in KINDS:
        drawn(kind()).quantize(GREYS).save(GOLDEN / f"{kind.__name__}.png", optimize=True)


if __name__ == "__main__":
    main()
