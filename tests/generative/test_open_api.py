"""Whatever is sent to the API, it answers in its two shapes and never breaks; HANDBILL_INPUTS says how many are sent."""

import json
import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handbill.base import limits
from handbill.exchange.api.operations import TABLE
from handbill.exchange.api.problems import PROBLEM
from handbill.exchange.api.schema import faults
from handbill.exchange.tests.programme import programme_of
from tests.generative.test_fuzz import SCALARS, VALUES

FUZZ = settings(
    max_examples=int(os.environ.get("HANDBILL_INPUTS", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WRITING = [one for one in TABLE if one.body]
GOOD = {
    "plan_outing": {"starts_at": "2026-11-30T06:00:00Z", "ends_at": "2026-11-30T08:00:00Z"},
    "change_outing": {"people_needed": 3.0},
    "name_place": {"name": "Gate 3", "setting": "gate"},
    "file_facts": {"facts": []},
}
LISTS = [one for one in TABLE if one.parameters]
MOMENTS = st.sampled_from(
    ["2026-11-30T06:00:00Z", "2026-11-30T08:00:00+01:00", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00+14:00"]
)


def near(schema: dict, place: str) -> st.SearchStrategy:
    """Values that the schema takes, or nearly."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "uuid":
        return st.just(place)
    if schema.get("format") == "date-time":
        return MOMENTS
    if schema["type"] == "array":
        return st.lists(bodies(schema["items"], place), max_size=3)
    if schema["type"] == "object":
        return st.dictionaries(st.sampled_from(["copies", "way", "ask", "of", "people"]), VALUES, max_size=2)
    if "integer" in schema["type"]:
        return st.integers(schema["minimum"] - 1, schema["maximum"] + 1) | st.none()
    return st.booleans() if schema["type"] == "boolean" else st.text(max_size=12)


@st.composite
def bodies(draw, schema: dict, place: str) -> object:
    fields = {name: near(one, place) for name, one in schema["properties"].items()}
    required = {name: fields.pop(name) for name in schema.get("required", [])}
    body = draw(st.fixed_dictionaries(required, optional=fields))
    spoilt = draw(st.none() | st.sampled_from(sorted([*body, "mood"])))
    return draw(VALUES) if draw(st.integers(0, 9)) == 0 else body if spoilt is None else {**body, spoilt: draw(VALUES)}


def must_be_whole(answer, operation) -> None:
    """Done as described, or refused as described."""
    assert answer.status_code < 500, answer.content
    schema = operation.answer if answer.status_code == operation.status else PROBLEM
    assert faults(schema, json.loads(answer.content)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("operation", WRITING, ids=lambda operation: operation.id)
def test_any_body_is_taken_or_refused(operation, outing, ada):
    programme, path = programme_of(ada), operation.path.replace("{outing}", str(outing.id))
    met = set()

    @FUZZ
    @example(body=GOOD[operation.id] | ({"place": str(outing.place_id)} if operation.id == "plan_outing" else {}))
    @given(body=bodies(operation.body, str(outing.place_id)))
    def send(body):
        limits.forget()
        answer = programme.ask(operation.method, path, body)
        met.add(answer.status_code)
        must_be_whole(answer, operation)

    send()
    assert {operation.status, 422} <= met, met


@pytest.mark.django_db
@pytest.mark.parametrize("operation", LISTS, ids=lambda operation: operation.id)
def test_any_part_of_an_address_is_taken_or_refused(operation, outing, ada):
    programme, path = programme_of(ada), operation.path.replace("{outing}", str(outing.id))

    @FUZZ
    @given(
        parts=st.dictionaries(st.sampled_from([*operation.parameters, "mood"]), SCALARS.map(str) | MOMENTS, max_size=3)
    )
    def read(parts):
        limits.forget()
        query = "&".join(f"{name}={value}" for name, value in parts.items()).encode("utf-8", "replace").decode()
        must_be_whole(programme.get(f"{path}?{query.replace('#', '')}"), operation)

    read()
