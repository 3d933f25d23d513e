"""Layouts as they were looked at: a page whose lines moved is another page.

`python -m handbill.press.print.tests.redraw` draws the pictures anew.
"""

from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageStat

from handbill.press.print.tests import issues
from handbill.press.print.tests.redraw import GOLDEN, drawn

MOST = 2.5  # of 255, on the average of all points: the same page on another machine


def apart(found: Image.Image, name: str) -> float:
    """How far a page is from the one that was looked at."""
    with Image.open(GOLDEN / f"{name}.png") as kept:
        golden = kept.convert("L")
    if found.size != golden.size:
        return 255.0
    return ImageStat.Stat(ImageChops.difference(found, golden)).mean[0]


@pytest.mark.parametrize("kind", issues.KINDS, ids=lambda kind: kind.__name__)
def test_pages_look_as_they_did(kind):
    assert apart(drawn(kind()), kind.__name__) < MOST


def test_a_layout_that_moved_is_seen():
    contents = issues.latin()
    moved = replace(
        contents.pieces[0], deck="One line more than it had, and then some words that make it two lines high."
    )
    assert apart(drawn(replace(contents, pieces=(moved, contents.pieces[1]))), "latin") > MOST


def test_another_number_of_pages_is_seen():
    assert apart(drawn(replace(issues.latin(), pages=3)), "latin") > MOST
