"""What each plate of the press gets, read from the operators and pictures in the file; and options asked for together."""

import io
import itertools
import re
import zlib

import numpy
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from handbill.press.print import Paper, print_issue
from handbill.press.print.plates import on_plates
from handbill.press.print.tests import issues

SQUARE = "https://thestairwell.example/14F"
MM = 72 / 25.4
DPI = 150
PETROL = (0.857, 0.153, 0, 0.616)
CHOICES = [
    dict(zip(("bleed", "marks", "imposed"), some, strict=True)) for some in itertools.product((False, True), repeat=3)
]


def printed(paper: Paper, contents=None) -> bytes:
    return print_issue(contents or issues.six_pictures(), paper, SQUARE, "14F").pdf


def drawn(pdf: bytes) -> bytes:
    """The operators of every page and of every page within a page."""
    parts = []
    for found in re.finditer(rb"<<([^\n]*?)>>\nstream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        if b"/Image" in found[1] or b"/Length1" in found[1] or b"FontFile" in found[1]:
            continue
        try:
            parts.append(zlib.decompress(found[2]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def plates_used(pdf: bytes) -> set[tuple[float, ...]]:
    return {tuple(map(float, found.split()[:4])) for found in re.findall(rb"(?:[\d.]+ ){4}[kK]\b", drawn(pdf))}


def pictures(pdf: bytes) -> list[bytes]:
    """What the file says of each picture in it, and no page of another file."""
    return [found for found in re.findall(rb"<<[^>]*?/Subtype */Image[^>]*>>", pdf) if b"/Width" in found]


def jpegs(pdf: bytes) -> list[numpy.ndarray]:
    """The pictures as four plates each, 0 for bare paper and 255 for solid."""
    found = re.findall(rb"(\xff\xd8\xff.*?)\r?\nendstream", pdf, re.DOTALL)
    return [numpy.asarray(Image.open(io.BytesIO(one))).astype(int) for one in found]


@pytest.mark.parametrize("ink", ["spot", "black"])
@pytest.mark.parametrize("chosen", [one for one in CHOICES if one["bleed"] or one["marks"]], ids=str)
def test_no_point_of_a_page_for_the_press_is_red_green_and_blue(chosen, ink):
    pdf = printed(Paper("a4", 4, ink=ink, **chosen))
    assert not re.search(rb"(?:[\d.]+ ){3}(?:rg|RG)\b", drawn(pdf))
    assert plates_used(pdf)
    assert len(pictures(pdf)) == 5
    assert all(b"DeviceCMYK" in one for one in pictures(pdf))


def test_pictures_are_black_and_the_groups_ink_and_nothing_else():
    pdf = printed(Paper("a4", 4, bleed=True))
    assert any(plate == pytest.approx(PETROL, abs=0.01) for plate in plates_used(pdf))
    for cyan, magenta, yellow, black in (numpy.moveaxis(one, 2, 0) for one in jpegs(pdf)):
        assert yellow.max() <= 12
        assert cyan.max() == pytest.approx(0.857 * 255, abs=12)
        assert numpy.abs(magenta - cyan * 0.153 / 0.857).max() <= 16  # the two are one ink
        assert black.max() >= 250  # what is black is solid


def test_in_black_alone_three_plates_stay_empty():
    pdf = printed(Paper("a4", 4, bleed=True, marks=True, ink="black"))
    assert {plate[:3] for plate in plates_used(pdf)} == {(0, 0, 0)}
    assert all(one[..., :3].max() == 0 for one in jpegs(pdf))


def test_a_printer_nearby_gets_colours_or_greys():
    spaces = {ink: re.findall(rb"/N (\d)", printed(Paper("a4", 4, ink=ink))) for ink in ("spot", "black")}
    assert b"3" in spaces["spot"]
    assert b"3" not in spaces["black"]
    assert not plates_used(printed(Paper("a4", 4)))


@pytest.mark.parametrize("colour", ["#0E5362", "#2B3A8F", "#1E5A37", "#5B2B5E", "#9A3B1B", "#000000", "#FFFFFF"])
def test_a_picture_on_plates_is_as_light_as_it_was(colour):
    shown = Image.linear_gradient("L").convert("RGB")
    shown.paste(Image.new("RGB", (100, 100), colour), (0, 0))
    kept = io.BytesIO()
    shown.save(kept, "PNG")
    made = Image.open(io.BytesIO(on_plates(kept.getvalue(), colour, [50.0, 10.0, 0.0, 20.0])))
    grey = numpy.asarray(made).astype(int)[130:, 130:]
    assert grey[..., :3].max() <= 8  # what is grey is left to black
    assert numpy.corrcoef(grey[..., 3].ravel(), numpy.asarray(shown.convert("L"))[130:, 130:].ravel())[0, 1] < -0.99


@pytest.mark.parametrize("size", ["a4", "a3", "tabloid"])
@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_choices_bear_each_other(size, chosen):
    """The page is as large as it was and its square is read, whatever is round it."""
    document = pypdfium2.PdfDocument(printed(Paper(size, 4, **chosen), issues.latin()))
    page = document[0]
    left, low, right, high = page.get_trimbox() or page.get_mediabox()
    wide, tall = (280, 400) if size == "tabloid" else (210, 297)
    assert (right - left, high - low) == pytest.approx((wide * MM * (1 + chosen["imposed"]), tall * MM), abs=0.1)
    round_it = 10 if chosen["marks"] else 3 if chosen["bleed"] else 0
    assert page.get_mediabox()[2] == pytest.approx(right + round_it * MM, abs=0.1)
    picture = page.render(scale=DPI / 72).to_pil().convert("L")
    assert len(document) == (2 if chosen["imposed"] else 4)
    document.close()
    found = zxingcpp.read_barcodes(picture)
    assert {one.text for one in found} == {SQUARE}
    place = found[0].position
    assert place.top_right.x - place.top_left.x == pytest.approx(27 / 25.4 * DPI, abs=4)  # 27 mm, never made smaller


@pytest.mark.parametrize("pages", range(2, 17))
def test_every_number_of_pages_is_folded_whole(pages):
    pdf = printed(Paper("a4", pages, bleed=True, imposed=True), issues.no_picture())
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(document[n].get_textpage().get_text_bounded().split()) for n in range(len(document))]
    document.close()
    assert len(texts) == -(-pages // 4) * 2
    assert sum("Who fixes the lifts?" in text for text in texts) == 1
