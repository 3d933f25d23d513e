"""Whatever JSON comes, the server answers with one receipt per entry or one refusal, and never breaks."""

import json
import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.facts.kinds import KINDS
from handbill.facts.models import Fact
from handbill.facts.receipts import FILED, KNOWN, REFUSED
from tests.cast import NOON
from tests.phone import Phone, joined_phone

CODES = {
    "erased", "id_taken", "unknown_kind", "bad_fact", "unknown_outing", "outing_not_yours", "made_in_future", "key_ended",
}  # fmt: skip
FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["given", "hand", "anyone", "2026-09-12T15:00:00Z", "\ud83d", "\x00", str(uuid.uuid4()), "en"])
)
VALUES = st.recursive(
    SCALARS, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4)
)
NAMES = sorted({name for kind in KINDS.values() for name in kind.fields} | {"id", "ct", "wraps", "mood"})
BODIES = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5) | VALUES


@pytest.fixture
def phone(outing, ada) -> Phone:
    with stand_at(NOON + timedelta(hours=3)):
        phone = joined_phone(outing, ada)
        yield phone


@st.composite
def entries(draw):
    """Facts that are nearly right: one or more of their fields replaced by anything."""
    entry = {
        "id": draw(st.just("fresh") | VALUES),
        "kind": draw(st.sampled_from([*KINDS, "dance"]) | VALUES),
        "outing": draw(st.just("ours") | VALUES),
        "made_at": draw(st.just("2026-09-12T15:00:00Z") | VALUES),
        "body": draw(BODIES),
    }
    left_out = draw(st.sets(st.sampled_from([*entry]), max_size=1))
    return {name: value for name, value in entry.items() if name not in left_out}


@FUZZ
@given(wild=st.lists(entries() | VALUES, max_size=6))
def test_each_entry_gets_its_receipt_whatever_it_is(phone, wild):
    limits.forget()
    facts = [_settled(entry, phone) for entry in wild]
    answer = phone.post_facts(facts)
    assert answer.status_code == 200
    receipts = answer.json()["receipts"]
    assert len(receipts) == len(facts)
    for fact, receipt in zip(facts, receipts, strict=True):
        assert receipt["verdict"] in (FILED, KNOWN, REFUSED)
        assert (receipt["verdict"] == REFUSED) == (receipt.get("code") in CODES)
        assert receipt["id"] is None or receipt["id"] == fact["id"]


@FUZZ
@given(value=VALUES | st.dictionaries(st.sampled_from(["facts", "waiting", "sent_at", "mood"]), VALUES))
def test_any_json_at_the_top_is_answered(phone, value):
    limits.forget()
    answer = phone._post("facts", value)
    assert answer.status_code in (200, 400)
    assert answer.status_code == 200 or answer.json()["code"] == "not_json"


@FUZZ
@given(raw=st.binary(max_size=200), zipped=st.booleans())
def test_any_bytes_are_answered(phone, raw, zipped):
    limits.forget()
    headers = {"Authorization": f"Phone {phone.token}", **({"Content-Encoding": "gzip"} if zipped else {})}
    answer = phone.client.post("/field/api/1/facts", raw or b" ", content_type="application/json", headers=headers)
    assert answer.status_code == 400


@FUZZ
@given(value=VALUES | st.dictionaries(st.sampled_from(["pass", "outing", "phone", "mood"]), VALUES))
def test_any_json_at_the_door_is_answered(phone, value):
    limits.forget()
    assert phone._post("join", value).status_code in (400, 401, 404)


@FUZZ
@given(value=VALUES)
def test_any_token_is_answered(phone, value):
    limits.forget()
    token = json.dumps(value).encode().decode("latin-1").replace("\n", "").replace("\r", "")
    assert phone.client.get("/field/api/1/outing", headers={"Authorization": f"Phone {token}"}).status_code == 401


def test_nothing_wild_got_in(phone):
    phone.post_facts([{"id": phone.new_id(), "kind": "conversation", "outing": phone.outing["id"], "body": {}}])
    assert not Fact.objects.exists()


def _settled(entry, phone: Phone):
    if not isinstance(entry, dict):
        return entry
    fresh = {"id": phone.new_id} if entry.get("id") == "fresh" else {}
    ours = {"outing": phone.outing["id"]} if entry.get("outing") == "ours" else {}
    return {**entry, **{name: make() for name, make in fresh.items()}, **ours}
