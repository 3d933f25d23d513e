"""What is printed: words stay words, faces come along, the same content gives the same file."""

import re
from datetime import UTC, datetime

import pytest

from handbill.base import typesetting

MOMENT = datetime(2026, 9, 12, 12, 0, tzinfo=UTC)
LAYOUT = '#import "/base/typesetting/frame.typ": *\n#show: frame\n#loudly(content.head)\n#content.words\n#square(content.square)\n'


@pytest.fixture
def layout(monkeypatch, tmp_path):
    """A room of its own with one layout, beside the real frame."""
    (tmp_path / "base").symlink_to(typesetting.ROOMS / "base")
    room = tmp_path / "shop" / "typesetting"
    room.mkdir(parents=True)
    (room / "card.typ").write_text(LAYOUT)
    monkeypatch.setattr(typesetting, "ROOMS", tmp_path)
    return "shop/card.typ"


def content(words: str) -> dict:
    return {"head": "Tally", "words": words, "square": typesetting.square("https://desk.example/14F")}


def test_the_same_content_gives_the_same_file_with_its_faces_inside(layout):
    made = [
        typesetting.typeset(layout, content("Six copies"), title="Tally", language="en", moment=MOMENT)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF-1.7")
    assert re.search(rb"/FontFile[23]", made[0])
    assert b"/StructTreeRoot" in made[0]


@pytest.mark.parametrize(
    "words", ['#panic("no")', '#read("/etc/passwd")', "$ x^2", "*/ // <a> @b", '#import "@preview/x:0.1.0"', "\\ ] }"]
)
def test_what_a_person_wrote_is_never_read_as_a_layout(layout, words):
    harmless = typesetting.pictures(layout, content("x" * len(words)), title="T", language="en")
    written = typesetting.pictures(layout, content(words), title="T", language="en")
    assert len(written) == len(harmless) == 1
    assert written[0] != harmless[0]


def test_a_language_from_right_to_left_turns_the_page(layout):
    left = typesetting.pictures(layout, content("Six"), title="T", language="en")
    right = typesetting.pictures(layout, content("Six"), title="T", language="ar")
    assert left != right
