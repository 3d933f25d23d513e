"""Spots that pages leave for rooms above."""

import pytest
from django.template import engines

from handbill.base import spots


@pytest.fixture
def empty_spots(monkeypatch):
    monkeypatch.setattr(spots, "_parts", spots.defaultdict(list))


def page(**context) -> str:
    return engines["django"].from_string("[{% spot 'stall.corner' %}]").render(context)


def warning(context):
    """What a room above would put: the list of what is wrong, where something is."""
    return ("base/_wrong_list.html", {"of_all": [context["said"]]}) if context.get("said") else None


def test_a_spot_that_nobody_uses_is_empty(empty_spots):
    assert page() == "[]"


def test_a_part_may_have_nothing_to_say(empty_spots):
    spots.put("stall.corner", warning)
    assert page() == "[]"


def test_a_part_is_given_the_page_and_what_it_shows_is_escaped(empty_spots):
    spots.put("stall.corner", warning)
    assert "Too many &lt;b&gt;" in page(said="Too many <b>")


def test_put_twice_a_part_stands_once(empty_spots):
    for _ in range(2):
        spots.put("stall.corner", warning)
    assert spots.parts_at("stall.corner") == (warning,)
