"""A piece in two or three languages stands in one row of columns, and each is counted by itself."""

from dataclasses import replace

import pypdfium2

from handbill.press.blocks import blocks_of
from handbill.press.print import Paper, fit_of, print_issue
from handbill.press.print.tests import issues
from handbill.press.print.tests.test_pages import words_on


def places(pdf: bytes, page: int, *wanted: str) -> list[tuple[float, float]]:
    """How far from the left and from the foot of the page the first letter of each stands, in mm."""
    document = pypdfium2.PdfDocument(pdf)
    letters = document[page].get_textpage()
    found = []
    for words in wanted:
        index, _count = letters.search(words, match_case=True).get_next()
        left, low, _right, _high = letters.get_charbox(index)
        found.append((left / 72 * 25.4, low / 72 * 25.4))
    document.close()
    return found


def test_two_languages_begin_in_one_line_each_in_its_half():
    contents = issues.side_by_side()
    pdf = print_issue(contents, Paper("a4", 4)).pdf
    (lifts, low), (spanish, low_too) = places(pdf, 0, "Who fixes", "Qui")
    assert lifts < 20
    assert 105 < spanish < 125
    assert abs(low - low_too) < 1
    texts = words_on(pdf)
    assert "By the Wednesday readers" in texts[1]
    assert "Mill Lane" in texts[1]


def test_three_languages_have_a_third_each():
    (one, low), (two, low_too) = places(
        print_issue(issues.side_by_side(), Paper("a4", 4)).pdf, 2, "Repairs", "Noche de"
    )
    assert one < 20
    assert 70 < two < 85
    assert abs(low - low_too) < 1


def test_each_side_is_counted_by_itself():
    contents = issues.side_by_side()
    long = replace(contents.pieces[3], blocks=blocks_of("\n\n".join([issues.ARABIC] * 12)))
    pieces = (*contents.pieces[:3], long, *contents.pieces[4:])
    fits = fit_of(replace(contents, pieces=pieces), Paper("a4", 4))
    assert fits[long.id].words_over > 100
    assert fits[contents.pieces[2].id].words_over == 0


def test_a_side_that_runs_over_goes_on_nowhere_else():
    """One language on another page than the other would be two pieces."""
    contents = issues.side_by_side()
    long = replace(contents.pieces[0], blocks=blocks_of("\n\n".join([issues.LIFT] * 3)))
    pdf = print_issue(replace(contents, pieces=(long, *contents.pieces[1:])), Paper("a4", 4)).pdf
    assert "Continued" not in " ".join(words_on(pdf))


def test_on_a_page_that_runs_from_right_to_left_the_first_stands_on_the_right():
    contents = replace(issues.side_by_side(), language="ar", direction="rtl")
    (lifts, _low), (spanish, _low_too) = places(
        print_issue(contents, Paper("a4", 4)).pdf, 0, "Who fixes", "Quién arregla"
    )
    assert spanish < lifts
