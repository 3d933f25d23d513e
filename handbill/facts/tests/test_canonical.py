"""When two contents are the same."""

import pytest

from handbill.facts.canonical import content_hash
from handbill.facts.fields import parsed_moment

NOON = parsed_moment("2026-09-12T12:00:00Z")


def same(one, other) -> bool:
    return content_hash("k", "o", NOON, one) == content_hash("k", "o", NOON, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": None}, {}),
        ({"a": {"b": None, "c": 1}}, {"a": {"c": 1}}),
        ({"a": 1.0}, {"a": 1}),
        ({"a": -0.0}, {"a": 0}),
        ({"a": [{"c": 1, "b": 2}]}, {"a": [{"b": 2, "c": 1}]}),
    ],
)
def test_these_are_the_same(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": [1, 2]}, {"a": [2, 1]}),
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": True}),
        ({"a": 0}, {"a": False}),
        ({"a": []}, {}),
        ({"a": 1}, {"a": 1.5}),
        ({"a": [None]}, {"a": []}),
        ({}, []),
        ({}, None),
        ({"a": "x"}, {"a": "X"}),
        ({"a": "\u00e9"}, {"a": "e\u0301"}),
    ],
)
def test_these_are_not(one, other):
    assert not same(one, other)


def test_an_instant_is_the_same_with_any_offset_and_no_other():
    assert content_hash("k", "o", parsed_moment("2026-09-12T13:00:00+01:00"), {}) == content_hash("k", "o", NOON, {})
    assert content_hash("k", "o", NOON.isoformat(), {}) != content_hash("k", "o", NOON, {})
    assert content_hash("k", "o", parsed_moment("2026-09-12T12:00:00.000001Z"), {}) != content_hash("k", "o", NOON, {})


def test_kind_and_outing_belong_to_the_content():
    assert len({content_hash(kind, outing, NOON, {}) for kind in "ab" for outing in "ab"}) == 4
