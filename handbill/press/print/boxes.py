"""Boxes of a PDF's pages: with corner marks the sheet is larger than the bleed, which the typesetter does not say.

The file is not rewritten: the page objects are given anew at its end, as PDF lets a file be changed.
"""

import re

MEDIA = re.compile(rb"/MediaBox\[([^\[\]]*)\]")
POINTS = 72 / 25.4


def with_boxes(pdf: bytes, inset: float) -> bytes:
    """The same file; its bleed ends `inset` mm within the sheet."""
    made, places = bytearray(pdf.rstrip() + b"\n"), {}
    for number, page in _pages(pdf):
        places[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, _boxed(page, inset * POINTS))
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f\r\n"
    for number in sorted(places):
        made += b"%d 1\n%010d 00000 n\r\n" % (number, places[number])
    made += b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (_trailer(pdf), start)
    return bytes(made)


def _pages(pdf: bytes) -> list[tuple[int, bytes]]:
    objects = re.findall(rb"(?:^|\n)(\d+) 0 obj\n(<<.*?>>)\nendobj", pdf, re.DOTALL)
    return [(int(number), body) for number, body in objects if re.search(rb"/Type/Page(?![a-zA-Z])", body)]


def _boxed(page: bytes, inset: float) -> bytes:
    left, low, right, high = (float(part) for part in MEDIA.search(page)[1].split())
    box = (left + inset, low + inset, right - inset, high - inset)
    told = b"/BleedBox[%b]" % b" ".join(b"%.4f" % part for part in box)
    return MEDIA.sub(lambda found: found[0] + told, page, count=1)


def _trailer(pdf: bytes) -> bytes:
    """The last one's, which names the table before it."""
    last = re.findall(rb"trailer\n(<<.*?>>)\nstartxref\n(\d+)", pdf, re.DOTALL)[-1]
    return last[0][:-2] + b"/Prev " + last[1] + b">>"
