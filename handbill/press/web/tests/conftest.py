"""Issue 14 with two pieces, a picture and standing texts; published, with issue 15 still being written."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from handbill.base.clock import now, stand_at
from handbill.press.actions import (
    begin_issue,
    bring_picture,
    draft_article,
    place_article,
    publish,
    write_standing_text,
)
from handbill.press.models import IssueMake
from tests.cast import NOON


def picture_file(colour: str = "teal", size: tuple[int, int] = (1600, 1000)) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return SimpleUploadedFile("lift.jpg", file.getvalue())


@pytest.fixture(autouse=True)
def at_noon():
    with stand_at(NOON):
        yield


@pytest.fixture
def picture(ada):
    return bring_picture(picture_file(), by=ada, alt="A stairwell, a note on the lift door", credit="Photo: residents")


@pytest.fixture
def lifts(ada, picture):
    body = f"For **forty-one** days.\n\n## Diary\n\n![A note](picture:{picture.pk})\n\nDay 1: a smell."
    return piece(ada, title="Who fixes the lifts?", deck="Three companies, one notice.", body=body, picture=picture)


@pytest.fixture
def make(ada, lifts) -> IssueMake:
    made = begin_issue(by=ada, name="14", on=NOON.date())
    place_article(made, lifts, 1, by=ada)
    place_article(made, piece(ada, title="رسالة الإيجار", body="صفحتان.", language="ar"), 2, by=ada)
    write_standing_text(by=ada, key="stand_for", language="en", title="What we stand for", body="Homes that are dry.")
    write_standing_text(
        by=ada, key="find_us", language="en", title="Where to find us", body="- Thu 17: tram works gate"
    )
    return published(made, ada)


@pytest.fixture
def unpublished(ada) -> IssueMake:
    made = begin_issue(by=ada, name="15", on=NOON.date())
    place_article(made, piece(ada, title="Not yet", body="Nobody reads this."), 1, by=ada)
    return made


def piece(by, **words):
    return draft_article(group=by.group, by=by, **{"language": "en", **words})


def published(made: IssueMake, by) -> IssueMake:
    """What has to be so before print is not this room's."""
    IssueMake.objects.filter(pk=made.pk).update(ready_at=now(), ready_by=by)
    return publish(made, by=by)
