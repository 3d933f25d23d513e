"""A piece of Ben's, a picture, and issue 14 in the making."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from handbill.press.actions import ask_for_reader, begin_issue, bring_picture, draft_article, note_read, place_article


@pytest.fixture
def article(ben):
    return draft_article(
        group=ben.group, by=ben, title="Who fixes the lifts?", body="For forty-one days.", language="en"
    )


@pytest.fixture
def read_article(article, ada, ben):
    """Ben asked, Ada has read."""
    ask_for_reader(article, by=ben)
    return note_read(article, by=ada, version=article.version)


@pytest.fixture
def make(ada):
    """Issue 14, four pages of A4."""
    return begin_issue(by=ada, name="14", on=datetime.date(2026, 9, 17), paper="a4", pages=4)


@pytest.fixture
def placed(make, article, ada):
    return place_article(make, article, 1, by=ada)


def drawing(colour="#0E5362", size=(900, 600)) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return SimpleUploadedFile("drawing.png", buffer.getvalue(), "image/png")


@pytest.fixture
def picture(ben):
    return bring_picture(drawing(), by=ben, alt="A stairwell in section")
