"""A piece in two or three languages stands in one row of columns, and each is counted by itself."""

from dataclasses import replace

import pypdfium2

from handbill.press.blocks import blocks_of
from handbill.press.print import Paper, fit_of, print_issue
from handbill.press.print.tests import issues
from handbill.press.print.tests.test_pages import words_on

MARGIN = 12 / 25.4 * 72
FOOT = 60 / 25.4 * 72  # below it stand the same words on each page


def shares(pdf: bytes, page: int, many: int) -> list[str]:
    """What stands in each share of the page's width, from left to right."""
    document = pypdfium2.PdfDocument(pdf)
    letters, (wide, high) = document[page].get_textpage(), document[page].get_size()
    edges = [MARGIN + (wide - 2 * MARGIN) * n / many for n in range(many + 1)]
    bounds = zip(edges, edges[1:], strict=False)
    found = [letters.get_text_bounded(left=left, right=right, bottom=FOOT, top=high) for left, right in bounds]
    document.close()
    return [" ".join(text.split()) for text in found]


def test_two_languages_have_a_half_each():
    english, arabic = shares(print_issue(issues.side_by_side(), Paper("a4", 4)).pdf, 1, 2)
    assert "The rent letter" in english
    assert "Every answer, even a short one" in english
    assert "Lane" in arabic
    assert "answer" not in arabic


def test_three_languages_have_a_third_each():
    english, spanish, arabic = shares(print_issue(issues.side_by_side(), Paper("a4", 4)).pdf, 2, 3)
    assert "The third sentence" in english
    assert "Preguntamos" in spanish
    assert "Lane" in arabic
    assert "sentence" not in spanish + arabic


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
    left, right = shares(print_issue(contents, Paper("a4", 4)).pdf, 0, 2)
    assert "Preguntamos" in left
    assert "caretaker" in right
