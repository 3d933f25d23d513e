"""Facts that other programmes send: filed once, each with its receipt, by the rules of sync; never a person, never a correction."""

import json
from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.base.ids import new_id
from handbill.exchange.api.operations.facts_in import KINDS, MOST
from handbill.exchange.tests.programme import Programme, programme_of
from handbill.facts.kinds import KINDS as ALL_KINDS
from handbill.facts.models import Fact, SetAside
from handbill.facts.totals import totals_of
from handbill.people.models import Person
from tests.cast import NOON
from tests.met import STALL, meet, stall_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(ada) -> Programme:
    return programme_of(ada, ["facts:write"])


def fact(outing, kind="conversation", **body) -> dict:
    return {"id": str(new_id()), "kind": kind, "outing": str(outing.id), "made_at": NOON.isoformat(), "body": body}


def send(programme, *facts, key=None):
    return programme.ask("POST", "/facts", {"facts": list(facts)}, key=key)


def receipts(answer) -> list[dict]:
    assert answer.status_code == 200, answer.content
    return answer.json()["receipts"]


def verdicts(answer) -> list[str]:
    return [receipt.get("code") or receipt["verdict"] for receipt in receipts(answer)]


def test_what_a_programme_noted_is_counted_as_if_typed_at_the_desk(programme, outing, ada):
    talk = fact(outing, ask="given", reception=3)
    given = fact(outing, "handout", copies=5, for_friend=2, way="hand", conversation=talk["id"])
    answer = send(programme, talk, given, fact(outing, "asked_in_vain", people=4))
    assert verdicts(answer) == ["filed"] * 3
    assert [receipt["id"] for receipt in receipts(answer)][:2] == [talk["id"], given["id"]]
    totals = totals_of(outing)
    assert (totals["conversations"], totals["asked"], totals["copies"], totals["for_friend"]) == (1, 1, 5, 2)
    filed = Fact.objects.get(id=talk["id"])
    assert (filed.by, filed.phone) == (ada, None)


def test_a_fact_is_filed_once_under_whatever_key_it_comes(programme, outing, ada):
    talk = fact(outing)
    first = send(programme, talk, talk, key="k")
    assert verdicts(first) == ["filed", "known"]
    assert send(programme, talk, talk, key="k").json() == first.json()
    assert verdicts(send(programme, talk)) == ["known"]
    assert verdicts(send(programme_of(ada), talk)) == ["known"]
    assert Fact.objects.filter(outing=outing).count() == totals_of(outing)["conversations"] == 1


def test_other_content_under_a_known_id_is_kept_aside_and_the_first_stays(programme, outing):
    talk = fact(outing, ask="given")
    send(programme, talk)
    changed = {**talk, "body": {"ask": "refused"}}
    assert verdicts(send(programme, changed, fact(outing))) == ["id_taken", "filed"]
    assert json.loads(Fact.objects.get(id=talk["id"]).body) == {"ask": "given"}
    assert SetAside.objects.filter(fact_id=talk["id"]).count() == 1


def test_one_bad_fact_never_spoils_its_neighbours(programme, outing):
    bad = [
        {**fact(outing), "id": "0b6f8f6e-55a3-4f0c-9a43-0f6f1f2b3c4d"},  # of version 4
        fact(outing, "handout", copies=0, way="hand"),
        fact(outing, **{"mood\x00\ud800": 1}),
        {**fact(outing), "outing": str(new_id())},
        {**fact(outing), "made_at": (now() + timedelta(days=2)).isoformat()},
    ]
    answer = send(programme, *bad, fact(outing))
    assert verdicts(answer) == ["bad_fact", "bad_fact", "bad_fact", "unknown_outing", "made_in_future", "filed"]
    assert receipts(answer)[0]["id"] is None
    assert "phone" not in "".join(receipt.get("detail", "") for receipt in receipts(answer))
    assert Fact.objects.count() == 1


def test_a_fact_of_another_groups_outing_is_refused(outing, cleo):
    assert verdicts(send(programme_of(cleo), fact(outing))) == ["unknown_outing"]
    assert not Fact.objects.exists()


@pytest.mark.parametrize("kind", sorted(ALL_KINDS.keys() - set(KINDS)))
def test_people_words_stacks_and_corrections_do_not_come_in_here(kind, programme, outing):
    answer = send(programme, fact(outing), {**fact(outing), "kind": kind})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/facts/1/kind")
    assert not Fact.objects.exists()


def test_a_token_takes_back_nothing_that_a_phone_noted(programme, outing, ada):
    with stand_at(STALL):
        phone = stall_phone(outing, ada)
        meet(phone, {"name": "Dee Reader", "phone": "+447700900123"})
    contact = Fact.objects.get(kind="contact")
    answer = send(programme, fact(outing, "retraction", of=str(contact.id)))
    assert answer.status_code == 422
    assert Person.objects.count() == totals_of(outing)["contacts"] == 1


def test_more_than_a_post_may_hold_is_refused_whole(programme, outing):
    answer = send(programme, *[fact(outing) for _ in range(MOST + 1)])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/facts")
    assert not Fact.objects.exists()
    assert set(verdicts(send(programme, *[fact(outing) for _ in range(MOST)]))) == {"filed"}
