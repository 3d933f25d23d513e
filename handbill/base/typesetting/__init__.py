"""Print: a room's typst layout and JSON in, a PDF out.

Words go in as data and are never read as typst's own language, so that nothing a person wrote can change a layout, read a
file or reach the network. Layouts see the faces in `vendor/` and none of the machine's; what they share stands in
`frame.typ`.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOMS = HERE.parents[1]


def typeset(layout: str, content: dict, *, title: str, language: str, moment: datetime) -> bytes:
    """A PDF of `layout` ("sheets/tally.typ": that file in the room's folder `typesetting`), filled with `content`.

    `content` is anything JSON can say; `moment` is aware and the only date in the file: the same content gives the same
    bytes. The PDF is tagged and its faces are embedded.
    """
    return _compile(layout, content, title, language, format="pdf", timestamp=int(moment.timestamp()))


def pictures(layout: str, content: dict, *, title: str, language: str, ppi: float = 80.0) -> list[bytes]:
    """The same pages as PNG, one each: to look at before anything is printed."""
    pages = _compile(layout, content, title, language, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def square(text: str) -> list[str]:
    """A QR code for `frame.typ`'s `square`: its rows as strings of 0 and 1, level M, without the quiet zone."""
    import segno

    return ["".join(map(str, row)) for row in segno.make(text, error="m", micro=False).matrix]


def _compile(layout: str, content: dict, title: str, language: str, **how):
    import typst

    room, _, name = layout.partition("/")
    given = {"content": json.dumps(content), "title": title, "language": language}
    path = ROOMS / room / "typesetting" / name
    return typst.compile(str(path), root=str(ROOMS), font_paths=faces(), sys_inputs=given, **how)


@cache
def faces():
    """Read once in a process; nothing of what was set is kept."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "vendor")])
