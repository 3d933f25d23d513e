"""What is on the printed pages, and what is in the file: words, boxes, inks, faces, squares, the fold."""

import re
import zlib
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from handbill.press.blocks import blocks_of
from handbill.press.print import Paper, fit_of, print_batches, print_issue
from handbill.press.print.imposing import fold
from handbill.press.print.tests import issues

SQUARE = "https://thestairwell.example/14F"
MM = 72 / 25.4


def words_on(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(document[n].get_textpage().get_text_bounded().split()) for n in range(len(document))]
    document.close()
    return texts


def squares_on(pdf: bytes, dpi: int) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pictures = [document[number].render(scale=dpi / 72).to_pil().convert("L") for number in range(len(document))]
    document.close()
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def streams(pdf: bytes) -> bytes:
    """Everything that is drawn, unpacked."""
    parts = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.mark.parametrize("dpi", [150, 200])
def test_the_square_is_read_from_the_front_and_from_the_back(dpi):
    pdf = print_issue(issues.latin(), Paper("a4", 2), SQUARE, "14F").pdf
    assert squares_on(pdf, dpi) == [SQUARE, SQUARE]
    assert "thestairwell.example/14F" in words_on(pdf)[0]


def test_without_a_batch_the_square_opens_the_sign_up():
    """In the preview, on the web, and in a proof."""
    contents = issues.latin()
    for pdf in (
        print_issue(contents, Paper("a4", 2)).pdf,
        print_issue(contents, Paper("a4", 2), "https://thestairwell.example", "").pdf,
    ):
        assert squares_on(pdf, 150)[0] == "https://thestairwell.example/join"
        assert words_on(pdf)[0].count("thestairwell.example/join") == 1
        assert words_on(pdf)[0].count("thestairwell.example") == 2


def test_each_batch_has_its_own_square_and_the_same_text():
    wanted = [(f"https://thestairwell.example/14{letter}", f"14{letter}") for letter in "ABC"]
    heard = []
    made = [printed.pdf for printed in print_batches(issues.latin(), Paper("a4", 2), wanted, told=heard.append)]
    assert [squares_on(pdf, 150)[0] for pdf in made] == [square for square, _code in wanted]
    assert heard == [1, 2, 3]
    assert len({words_on(pdf)[0].replace(f"14{letter}", "") for letter, pdf in zip("ABC", made, strict=True)}) == 1


@pytest.mark.parametrize(("size", "wide", "high"), [("a4", 210, 297), ("a3", 210, 297), ("tabloid", 280, 400)])
def test_pages_have_the_size_of_their_paper(size, wide, high):
    document = pypdfium2.PdfDocument(print_issue(issues.no_picture(), Paper(size, 2)).pdf)
    assert document[0].get_size() == pytest.approx((wide * MM, high * MM), abs=0.1)
    document.close()


@pytest.mark.parametrize("pages", [2, 5, 16])
def test_an_issue_has_two_to_sixteen_pages(pages):
    assert len(words_on(print_issue(issues.no_picture(), Paper("a4", pages)).pdf)) == pages


def test_the_bleed_is_three_millimetres_round_the_trimmed_page():
    document = pypdfium2.PdfDocument(print_issue(issues.no_picture(), Paper("a4", 2, bleed=True)).pdf)
    page = document[0]
    assert page.get_mediabox() == pytest.approx((0, 0, 216 * MM, 303 * MM), abs=0.1)
    assert page.get_trimbox() == pytest.approx((3 * MM, 3 * MM, 213 * MM, 300 * MM), abs=0.1)
    document.close()


def test_with_corner_marks_the_sheet_is_larger_than_the_bleed():
    document = pypdfium2.PdfDocument(print_issue(issues.no_picture(), Paper("a4", 2, marks=True)).pdf)
    assert len(document) == 2
    for page in document:
        assert page.get_mediabox() == pytest.approx((0, 0, 230 * MM, 317 * MM), abs=0.1)
        assert page.get_bleedbox() == pytest.approx((7 * MM, 7 * MM, 223 * MM, 310 * MM), abs=0.1)
        assert page.get_trimbox() == pytest.approx((10 * MM, 10 * MM, 220 * MM, 307 * MM), abs=0.1)
    corner = document[0].render(scale=2).to_pil().convert("L").crop((0, 0, int(30 * MM), int(30 * MM)))
    document.close()
    assert corner.getextrema()[0] < 120  # lines stand where nothing of the page does


def test_for_the_press_inks_are_plates():
    drawn = streams(print_issue(issues.no_picture(), Paper("a4", 2, bleed=True)).pdf)
    plates = {tuple(map(float, found.split()[:4])) for found in re.findall(rb"(?:[\d.]+ ){4}k\b", drawn)}
    assert (0, 0, 0, 1) in plates
    assert any(plate == pytest.approx((0.857, 0.153, 0, 0.616), abs=0.01) for plate in plates)
    assert not re.search(rb"(?:[\d.]+ ){3}rg\b", drawn)


def test_in_black_alone_nothing_is_coloured():
    document = pypdfium2.PdfDocument(print_issue(issues.latin(), Paper("a4", 2, ink="black")).pdf)
    for page in document:
        red, green, blue = page.render(scale=1).to_pil().convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
    document.close()


def test_faces_are_inside_and_the_file_is_tagged_for_readers_aloud():
    pdf = print_issue(issues.mixed(), Paper("a4", 2), SQUARE, "14F").pdf
    faces = set(re.findall(rb"/BaseFont ?/([A-Z]{6}\+[A-Za-z0-9-]+)", pdf))
    assert {face.split(b"+")[1].split(b"-")[0] for face in faces} >= {
        b"LeagueGothic",
        b"LibreFranklin",
        b"SourceSerif4",
        b"Vazirmatn",
        b"FrankRuhlLibre",
    }
    assert pdf.count(b"/FontDescriptor") <= len(re.findall(rb"/FontFile[23]", pdf)) * 2
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(en)" in pdf
    assert b"A cut, number 1" in pdf
    assert b"pdfuaid" in pdf


def test_letters_without_a_face_do_not_stop_the_press():
    piece = replace(issues.LEAD, blocks=blocks_of("\u4f60\u597d \U0001f600 neighbours"))
    pdf = print_issue(issues.issue(piece, pages=2), Paper("a4", 2)).pdf
    assert "neighbours" in words_on(pdf)[0]
    assert b"pdfuaid" not in pdf


@pytest.mark.parametrize(
    "words",
    [
        '#panic("out")',
        '#read("/etc/passwd")',
        "$ x^2 $",
        "\\ ] } */ //",
        '#import "@preview/x:0.1.0"',
        '#include "issue.json"',
    ],
)
def test_what_a_person_wrote_is_printed_as_written(words):
    block = {"kind": "paragraph", "runs": [{"text": f"{words} and so on"}]}
    piece = replace(issues.LEAD, title=words, deck=words, byline=words, pull_quote=words, blocks=[block])
    text = words_on(print_issue(issues.issue(piece, pages=2, flag="The Stairwell"), Paper("a4", 2)).pdf)[0]
    assert text.count(" ".join(words.split())[:9]) >= 3
    assert "root:" not in text


def test_nothing_is_lost_that_the_count_does_not_tell():
    long = replace(
        issues.SECOND, page=1, is_lead=True, blocks=blocks_of("\n\n".join(f"number{n} stands here" for n in range(900)))
    )
    printed = print_issue(issues.issue(long, pages=2, standing=()), Paper("a4", 2))
    shown = sum(
        word.startswith("number") for text in words_on(printed.pdf) for word in text.replace("\u00ad", "").split()
    )
    assert printed.words_over > 300
    assert abs(2700 - printed.words_over - shown * 3) <= 30
    assert 0 < printed.lines_over < printed.words_over


def test_a_text_that_is_too_long_goes_on_where_there_is_room():
    paragraphs = "\n\n".join(f"Sentence number {n} says that the lift stood still all day." for n in range(90))
    lead = replace(issues.LEAD, blocks=blocks_of(paragraphs))
    contents = issues.issue(lead, issues.piece(2, "Short", "A short piece.", 2), pages=2, standing=())
    printed = print_issue(contents, Paper("a4", 2), SQUARE, "14F")
    first, second = words_on(printed.pdf)
    assert "Continued on page 2" in first
    assert "Continued from page 1" in second
    assert printed.words_over == 0
    shown = f"{first} {second}".replace("-\u0002", "").replace("\u00ad", "")
    assert all(re.search(rf"number {n}\b", shown) for n in range(90))
    assert fit_of(contents, Paper("a4", 2))["piece-1"].words_over == 0


def test_a_hundred_thousand_words_are_set_and_told():
    blocks = [{"kind": "paragraph", "runs": [{"text": "word " * 1000}]} for _ in range(100)]
    printed = print_issue(issues.issue(replace(issues.LEAD, blocks=blocks), pages=2), Paper("a4", 2))
    assert printed.words_over > 95_000


def test_a_word_longer_than_its_column_stays_a_word():
    piece = replace(issues.LEAD, title="Lift" * 30, blocks=blocks_of("x" * 3000))
    assert len(words_on(print_issue(issues.issue(piece, pages=2), Paper("a4", 2)).pdf)) == 2


def test_sheets_read_in_order_when_they_are_folded():
    assert fold(4) == [(4, 1), (2, 3)]
    assert fold(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert fold(4, "rtl") == [(1, 4), (3, 2)]
    assert fold(6) == [(None, 1), (2, None), (6, 3), (4, 5)]


def test_two_pages_stand_on_each_side_of_a_sheet():
    pdf = print_issue(issues.six_pictures(), Paper("a3", 4, imposed=True), SQUARE, "14F").pdf
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    assert document[0].get_size() == pytest.approx((420 * MM, 297 * MM), abs=0.1)
    document.close()
    outer, inner = words_on(pdf)
    assert "Damp: what to photograph" in outer
    assert "Who fixes the lifts?" in outer
    assert "Diary of a lift" in inner
    assert squares_on(pdf, 150) == [SQUARE, SQUARE]
