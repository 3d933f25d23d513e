"""POST facts: whole-request errors in the order SYNC.md states them, receipts, the phone's state."""

import gzip
import json
import tracemalloc
import zlib
from datetime import timedelta

import pytest
from django.db import OperationalError

from handbill.accounts.models import Instance
from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.base.limits import RATES, Rate
from handbill.facts.models import Fact, Tally
from handbill.plan.models import Joining
from handbill.plan.passes import revoke, standing_pass
from handbill.sync.requests import MOST_BYTES
from tests.cast import NOON
from tests.phone import Phone, joined_phone

STALL = NOON + timedelta(hours=3)
JSON = "application/json"


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield
    limits.forget()


@pytest.fixture
def phone(outing, ada) -> Phone:
    return joined_phone(outing, ada)


def post(phone, raw, content_type=JSON, token=None, **headers):
    raw = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    headers = {"Authorization": f"Phone {phone.token if token is None else token}", **headers}
    return phone.client.post("/field/api/1/facts", raw, content_type=content_type, headers=headers)


def code_of(answer) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"code", "sentence"}
    assert len(body["sentence"]) > 20
    return answer.status_code, body["code"]


def test_a_batch_gets_a_receipt_for_each_fact_in_order(phone):
    entries = [phone.note("conversation", ask="given"), phone.note("handout", copies=2, way="hand")]
    answer = post(phone, {"facts": [*entries, {"id": "7"}]})
    assert answer.status_code == 200
    assert set(answer.json()) == {"receipts", "totals", "generation", "server_time"}
    assert answer.json()["receipts"][:2] == [{"id": entry["id"], "verdict": "filed"} for entry in entries]
    assert set(answer.json()["receipts"][2]) == {"id", "verdict", "code", "sentence"}
    assert answer.json()["totals"] == {
        "conversations": 1,
        "asked": 1,
        "given": 1,
        "copies": 2,
        "for_friend": 0,
        "contacts": 0,
        "copies_left": -2,
    }


def test_an_empty_batch_is_fine(phone):
    answer = post(phone, {"facts": []})
    assert (answer.status_code, answer.json()["receipts"]) == (200, [])


def test_a_packed_batch_is_unpacked(phone):
    phone.zips = True
    phone.note("conversation")
    assert phone.send()
    assert Fact.objects.count() == 1


def test_the_answer_carries_the_generation(phone):
    Instance.objects.update_or_create(id=1, defaults={"generation": "after the flood"})
    assert post(phone, {"facts": []}).json()["generation"] == "after the flood"


def test_waiting_and_the_time_are_kept(phone):
    with stand_at(STALL + timedelta(minutes=7)):
        post(phone, {"facts": [], "waiting": 12})
    joining = Joining.objects.get()
    assert (joining.waiting, joining.heard_at) == (12, STALL + timedelta(minutes=7))
    post(phone, {"facts": []})
    assert Joining.objects.get().waiting == 12


def test_sent_at_corrects_a_clock_that_is_wrong(phone):
    phone.slow_by = timedelta(days=3)
    phone.note("conversation")
    assert phone.send()
    assert Fact.objects.get().happened_at == STALL


def test_asking_too_often_is_slowed_down_before_anything_else(phone, settings):
    settings.HANDBILL_RATES = {**RATES, "phone": Rate(burst=1, per_second=0.01)}
    assert post(phone, {"facts": []}).status_code == 200
    answer = post(phone, b"x" * (MOST_BYTES + 1), content_type="text/plain", token=phone.token)
    assert code_of(answer) == (429, "slow_down")
    assert int(answer.headers["Retry-After"]) > 1


def test_an_address_has_a_rate_of_its_own(phone, settings):
    settings.HANDBILL_RATES = {**RATES, "phones of an address": Rate(burst=2, per_second=0.01)}
    assert [post(phone, {"facts": []}, token=f"guess {n}").status_code for n in range(3)] == [401, 401, 429]


@pytest.mark.parametrize(
    ("content_type", "headers"),
    [
        ("text/plain", {}),
        ("application/x-www-form-urlencoded", {}),
        ("application/json; charset=latin-1", {}),
        (JSON, {"Content-Encoding": "br"}),
    ],
)
def test_what_is_no_json_type_is_refused_before_its_size(phone, content_type, headers):
    answer = post(phone, b"x" * (MOST_BYTES + 1), content_type, "nobody", **headers)
    assert code_of(answer) == (415, "not_json_type")


def test_json_with_its_charset_is_json(phone):
    assert post(phone, {"facts": []}, "application/json; charset=UTF-8").status_code == 200


def test_too_large_is_said_before_who_asks(phone):
    assert code_of(post(phone, b" " * (MOST_BYTES + 1), token="nobody")) == (413, "too_large")
    assert code_of(post(phone, {"facts": [{}] * 501}, token="nobody")) == (413, "too_large")
    assert code_of(post(phone, {"facts": [{}] * 10_000})) == (413, "too_large")


def test_a_mebibyte_and_five_hundred_facts_are_taken(phone):
    raw = json.dumps({"facts": [phone.note("conversation") for _ in range(500)]}).encode()
    answer = post(phone, raw + b" " * (MOST_BYTES - len(raw)))
    assert {receipt["verdict"] for receipt in answer.json()["receipts"]} == {"filed"}


def test_size_is_measured_after_unpacking(phone):
    packed = gzip.compress(b" " * (MOST_BYTES + 1))
    assert len(packed) < 2000
    assert code_of(post(phone, packed, **{"Content-Encoding": "gzip"})) == (413, "too_large")


def test_a_bomb_is_not_unpacked(phone):
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(512)) + packer.flush()
    assert len(bomb) < MOST_BYTES
    tracemalloc.start()
    answer = post(phone, bomb, **{"Content-Encoding": "gzip"})
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code_of(answer) == (413, "too_large")
    assert most < 16 * 1024 * 1024


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:-9], lambda raw: raw + raw, lambda raw: b"no gzip", lambda raw: b""]
)
def test_a_broken_pack_is_no_json(phone, spoil):
    packed = spoil(gzip.compress(b'{"facts": []}')) or gzip.compress(b"")
    assert code_of(post(phone, packed, **{"Content-Encoding": "gzip"})) == (400, "not_json")


@pytest.mark.parametrize("raw", [b"{", b'{"mood": 1}', b'{"facts": []}'])
def test_a_phone_nobody_knows_is_told_before_its_json_is_judged(phone, raw):
    assert code_of(post(phone, raw, token="nobody")) == (401, "phone_unknown")
    assert code_of(post(phone, raw, token="")) == (401, "phone_unknown")
    assert code_of(post(phone, raw, Authorization=f"Bearer {phone.token}")) == (401, "phone_unknown")


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b" ",
        b"7",
        b"[]",
        b"null",
        b'"facts"',
        b"\xff\xfe",
        b"{}",
        b'{"facts": null}',
        b'{"facts": {}}',
        b'{"facts": "all"}',
        b'{"facts": [], "mood": 1}',
        b'{"facts": [], "facts": []}',
        b'{"facts": [NaN]}',
        b'{"facts": [], "waiting": -1}',
        b'{"facts": [], "waiting": 1.5}',
        b'{"facts": [], "waiting": "3"}',
        b'{"facts": [], "waiting": true}',
        b'{"facts": [], "waiting": 1e99}',
        b'{"facts": [], "sent_at": "yesterday"}',
        b'{"facts": [], "sent_at": "2026-09-12T15:00:00"}',
        b'{"facts": [], "sent_at": 7}',
        b"[" * 100_000,
        b'{"facts": ' + b'{"a":' * 50_000,
    ],
)
def test_json_of_another_shape_is_refused_whole(phone, raw):
    assert code_of(post(phone, raw)) == (400, "not_json")


def test_an_unknown_field_at_the_top_is_named(phone):
    assert "mood" in post(phone, {"facts": [], "mood": 1}).json()["sentence"]


def test_null_at_the_top_is_as_good_as_absent(phone):
    assert post(phone, {"facts": [], "waiting": None, "sent_at": None, "mood": None}).status_code == 200


@pytest.mark.parametrize("words", ["database is locked", "database or disk is full"])
def test_a_database_that_cannot_write_asks_to_try_later_and_keeps_nothing(phone, monkeypatch, words):
    def fail(*args):
        raise OperationalError(words)

    entry = phone.note("conversation")
    monkeypatch.setattr("handbill.sync.actions.heard", fail)
    answer = post(phone, {"facts": [entry]})
    assert code_of(answer) == (503, "try_later")
    assert int(answer.headers["Retry-After"]) >= 1
    assert not Fact.objects.exists()
    monkeypatch.undo()
    assert post(phone, {"facts": [entry]}).json()["receipts"][0]["verdict"] == "filed"


def test_a_name_twice_in_one_fact_spoils_only_that_fact(phone):
    one, two = phone.note("conversation"), phone.note("conversation")
    raw = json.dumps({"facts": [one, two]}).replace('"body": {}', '"body": {"ask": "given", "ask": "later"}', 1)
    receipts = post(phone, raw.encode()).json()["receipts"]
    assert [receipt["verdict"] for receipt in receipts] == ["refused", "filed"]
    assert "ask" in receipts[0]["sentence"]


def test_numbers_without_end_spoil_only_their_fact(phone):
    one, two = phone.note("asked_in_vain", people=4321), phone.note("conversation")
    raw = json.dumps({"facts": [one, two]}).replace("4321", "9" * 10_000)
    receipts = post(phone, raw.encode()).json()["receipts"]
    assert [receipt.get("code", receipt["verdict"]) for receipt in receipts] == ["bad_fact", "filed"]


def test_half_a_character_in_a_name_does_not_break_the_answer(phone):
    entry = {**phone.note("conversation"), "\ud83d": 1}
    receipts = post(phone, {"facts": [entry]}).json()["receipts"]
    assert receipts[0]["code"] == "bad_fact"


def test_a_helpers_phone_reads_nothing_back_but_counts(phone, outing, ada):
    other = joined_phone(outing, ada)
    other.note("conversation")
    assert other.send()
    answer = post(phone, {"facts": []}).json()
    assert set(answer["totals"].values()) <= {0, 1}
    assert answer["receipts"] == []


def test_reading_the_address_is_not_allowed(phone):
    assert phone.client.get("/field/api/1/facts").status_code == 405


def test_thirty_days_after_the_pass_the_phone_is_unknown(phone, outing):
    last = outing.ends_at + timedelta(days=30, hours=6)
    entry = phone.note("conversation")
    with stand_at(last + timedelta(seconds=1)):
        assert code_of(post(phone, {"facts": [entry]})) == (401, "phone_unknown")
    with stand_at(last):
        assert post(phone, {"facts": [entry]}).json()["receipts"][0]["verdict"] == "filed"


def test_a_phone_whose_pass_was_revoked_goes_on_sending_unless_it_was_ended_too(phone, outing, ada):
    revoke(standing_pass(outing, ada), ada, end_phones=False)
    assert post(phone, {"facts": []}).status_code == 200
    Joining.objects.update(ended_at=STALL)
    assert post(phone, {"facts": []}).status_code == 401


def test_the_fake_phone_halves_what_is_too_large(phone, monkeypatch):
    for _ in range(30):
        phone.contact(channels=["phone"])
    limit = len(json.dumps(list(phone.outbox.values()))) // 3
    sizes = []
    ask = phone.post_facts

    def counted(facts):
        sizes.append(len(facts))
        return ask(facts)

    phone.post_facts = counted
    monkeypatch.setattr("handbill.sync.requests.MOST_BYTES", limit)
    assert phone.send()
    assert sizes[:3] == [30, 15, 7]
    assert not phone.outbox


def test_a_new_generation_makes_the_phone_offer_everything_again(phone):
    phone.note("conversation")
    assert phone.send()
    Instance.objects.update_or_create(id=1, defaults={"generation": "restored"})
    Tally.objects.all().delete()
    Fact.objects.all()._raw_delete("default")
    phone.note("conversation")
    assert phone.send()
    assert Fact.objects.count() == 2
