"""GET outing: what a phone may read again."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.copies.models import Batch
from handbill.facts.models import Question
from handbill.plan.actions import book_copies, set_guide
from handbill.plan.passes import revoke, standing_pass
from tests.cast import NOON
from tests.phone import Phone, joined_phone

STALL = NOON + timedelta(hours=3)


@pytest.fixture(autouse=True)
def at_the_stall():
    with stand_at(STALL):
        yield


@pytest.fixture
def phone(outing, ada) -> Phone:
    return joined_phone(outing, ada)


def test_the_outing_is_all_there(phone, outing, group, ada):
    batch = Batch.objects.create(group=group, issue="14", code="14F", copies=200)
    book_copies(outing, batch, 100, by=ada)
    question = Question.objects.create(group=group, text="But how do we get there?", answer="Bus 7 from the quay.")
    Question.objects.create(group=group, text="Who pays for this?", position=1)
    Question.objects.create(group=group, text="An old one", ended_at=STALL)
    outing.goal_conversations, outing.goal_asked = 60, 50
    outing.save()
    shown = phone.read_outing().json()["outing"]
    assert shown["place"] == "Ferry Square market"
    assert shown["setting"] == "stall"
    assert shown["starts_at"] == "2026-09-12T14:00:00+00:00"
    assert shown["goals"] == {"conversations": 60, "asked": 50}
    assert shown["batches"] == [{"id": str(batch.id), "issue": "14", "code": "14F", "taken": 100}]
    assert shown["questions"][0] == {
        "id": str(question.id),
        "text": "But how do we get there?",
        "answer": "Bus 7 from the quay.",
    }
    assert [set(question) for question in shown["questions"]] == [{"id", "text", "answer"}, {"id", "text"}]
    assert {"id", "purpose", "channel", "language", "text"} == set(shown["wordings"][0])
    assert shown["totals"]["copies_left"] == 100
    assert shown["version"] == outing.version
    assert set(shown) == {
        "id", "place", "setting", "starts_at", "ends_at", "lead", "members", "goals", "guide", "questions", "wordings",
        "batches", "totals", "version",
    }  # fmt: skip


def test_the_guide_goes_out_in_its_order(phone, outing, ada):
    set_guide(outing, ["Ask first.", "Then tell."], by=ada)
    assert [point["text"] for point in phone.read_outing().json()["outing"]["guide"]] == ["Ask first.", "Then tell."]


def test_an_outing_that_did_not_change_is_not_sent_again(phone):
    etag = phone.read_outing().headers["ETag"]
    again = phone.read_outing(etag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert phone.read_outing(f'"other", W/{etag}').status_code == 304
    assert phone.read_outing('"other"').status_code == 200


def test_totals_and_time_do_not_change_the_etag(phone):
    etag = phone.read_outing().headers["ETag"]
    phone.note("conversation")
    assert phone.send()
    with stand_at(STALL + timedelta(minutes=5)):
        answer = phone.read_outing()
    assert answer.json()["outing"]["totals"]["conversations"] == 1
    assert answer.headers["ETag"] == etag


def test_anything_else_changes_it(phone, group, outing):
    etags = {phone.read_outing().headers["ETag"]}
    Question.objects.create(group=group, text="Who pays for this?")
    etags.add(phone.read_outing().headers["ETag"])
    group.name = "Aldermouth Tenants"
    group.save()
    etags.add(phone.read_outing().headers["ETag"])
    outing.ends_at += timedelta(hours=1)
    outing.save()
    etags.add(phone.read_outing().headers["ETag"])
    assert len(etags) == 4


def test_a_phone_nobody_knows_reads_nothing(phone):
    phone.token = "x" + phone.token
    answer = phone.read_outing()
    assert (answer.status_code, answer.json()["code"]) == (401, "phone_unknown")
    phone.token = ""
    assert phone.read_outing().status_code == 401


def test_a_pass_that_has_ended_shows_nothing_more(phone, outing, ada):
    with stand_at(outing.ends_at + timedelta(hours=6, seconds=1)):
        answer = phone.read_outing()
    assert (answer.status_code, answer.json()["code"]) == (410, "pass_ended")
    revoke(standing_pass(outing, ada), ada, end_phones=False)
    assert phone.read_outing().status_code == 410


def test_a_pass_revoked_with_its_phones_ends_them(phone, outing, ada):
    revoke(standing_pass(outing, ada), ada, end_phones=True)
    assert phone.read_outing().status_code == 401
    phone.note("conversation")
    assert phone.post_facts(list(phone.outbox.values())).status_code == 401


def test_nothing_of_it_may_be_kept_by_a_cache_on_the_way(phone):
    assert phone.read_outing().headers["Cache-Control"] == "no-store"
