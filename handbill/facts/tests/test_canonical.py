"""When two contents are the same."""

import pytest

from handbill.base.ids import new_id
from handbill.facts.incoming import read_entry
from tests.cast import NOON

FACT = {"id": str(new_id()), "kind": "k", "outing": "o", "made_at": NOON.isoformat(), "body": {}}


def content_of(**change) -> bytes:
    return read_entry({**FACT, **change}, is_desk=False).hash


def same(one, other) -> bool:
    return content_of(body=one) == content_of(body=other)


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


@pytest.mark.parametrize("spelling", ["2026-09-12T12:00:00.000Z", "2026-09-12T13:00:00+01:00", "2026-09-12t12:00:00z"])
def test_an_instant_is_the_same_with_any_offset(spelling):
    assert content_of(made_at=spelling) == content_of()


@pytest.mark.parametrize(
    "other", ["2026-09-12T12:00:00.000001Z", "2026-09-12 12:00:00", "2026-09-12T12:00:00", None, 7]
)
def test_another_time_or_none_is_not(other):
    assert content_of(made_at=other) != content_of()


def test_what_is_no_time_cannot_pass_for_one():
    contents = [content_of(made_at=value) for value in ("x", ["x"], None, "None", 7, "7")]
    assert len(set(contents)) == len(contents)


def test_kind_and_outing_belong_to_the_content():
    assert len({content_of(kind=kind, outing=outing) for kind in ("a", "b", 1) for outing in ("a", "b", None)}) == 9


def test_nothing_slips_from_one_field_into_the_next():
    assert content_of(kind='a","b', outing="c") != content_of(kind="a", outing='b","c')
