"""Box and pull quote: what stands beside a text and in it."""

import ctypes
from dataclasses import replace

import pypdfium2

from handbill.press.blocks import blocks_of
from handbill.press.print import Paper, print_issue
from handbill.press.print.tests import issues
from handbill.press.print.tests.test_pages import words_on

BOX = blocks_of("**To object you need:**\n\n- your name\n- the date")
PETROL = (0x0E, 0x53, 0x62)
QUOTE = "Nobody carries alone above the third floor."


def lead(**more):
    return print_issue(issues.issue(replace(issues.LEAD, pull_quote="", **more), pages=2), Paper("a4", 2)).pdf


def words_in_ink(pdf: bytes) -> str:
    """Letters of the first page that are set in the group's ink."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    letters = page.get_textpage()
    found = [letters.get_text_range(n, 1) for n in range(letters.count_chars()) if ink_of(letters, n) == PETROL]
    document.close()
    return " ".join("".join(found).split())


def ink_of(letters, n: int) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFText_GetFillColor(letters, n, *(ctypes.byref(part) for part in parts))
    return tuple(part.value for part in parts[:3])


def test_a_box_stands_in_a_frame_with_its_list():
    text = words_on(lead(box=BOX))[0]
    assert "To object you need:" in text
    assert "your name" in text
    assert "To object" not in words_on(lead())[0]


def test_a_pull_quote_is_set_once_in_the_groups_ink():
    text = words_on(print_issue(issues.latin(), Paper("a4", 2)).pdf)[0]
    assert text.count("You find out who") == 1
    assert "You find out who your neighbours are" in words_in_ink(print_issue(issues.latin(), Paper("a4", 2)).pdf)
    assert "neighbours" not in words_in_ink(lead())
    assert "You find out who" not in words_on(lead())[0]


def test_a_box_takes_the_room_that_it_needs():
    """A long text and a long box: both are on the page, or the count tells what is not."""
    long = "\n\n".join([issues.LIFT] * 5)
    without = print_issue(issues.issue(replace(issues.LEAD, blocks=blocks_of(long)), pages=1), Paper("a4", 1))
    boxed = replace(issues.LEAD, blocks=blocks_of(long), box=blocks_of("Six words stand in this box. " * 20))
    with_box = print_issue(issues.issue(boxed, pages=1), Paper("a4", 1))
    assert with_box.words_over > without.words_over
    assert words_on(with_box.pdf)[0].count("Six words stand") == 20


def test_frames_within_a_text_are_set_too():
    text = words_on(lead(blocks=blocks_of(f"Before.\n\n```box\nIn a frame.\n```\n\n```pull\n{QUOTE}\n```\n\nAfter.")))[
        0
    ]
    assert text.index("efore.") < text.index("In a frame") < text.index("Nobody carries") < text.index("After")
