"""`handbill facts`: the ledger as lines."""

import json
from datetime import timedelta

import pytest

from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.facts.desk import note_fact
from handbill.people.models import Person
from handbill.sync.audit import fact_lines
from tests.cast import NOON
from tests.phone import joined_phone

STALL = NOON + timedelta(hours=3)


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield


def lines(**more) -> list[dict]:
    return [json.loads(line) for line in fact_lines(**more)]


def test_every_fact_is_a_line_as_it_came_in_order_of_arrival(outing, ada):
    phone = joined_phone(outing, ada)
    talk, contact = phone.note("conversation", ask="given"), phone.contact({"name": "Dée"})
    remark = phone.text("remark", "Bring the big umbrella.")
    assert phone.send()
    told = lines()
    assert [line["id"] for line in told] == [talk["id"], contact["id"], remark["id"]]
    assert [line["body"] for line in told] == [talk["body"], contact["body"], remark["body"]]
    assert told[0] == {
        "id": talk["id"],
        "kind": "conversation",
        "outing": str(outing.id),
        "phone": phone.id,
        "by": None,
        "made_at": STALL.isoformat(),
        "received_at": STALL.isoformat(),
        "body": {"ask": "given"},
    }


def test_of_an_erased_card_only_its_id_is_told(outing, ada):
    phone = joined_phone(outing, ada)
    contact = phone.contact()
    assert phone.send()
    Person.objects.all().delete()
    assert lines()[0]["body"]["sealed"] == {"id": contact["body"]["person"], "erased": True}


def test_facts_of_the_desk_say_by_whom(outing, ada):
    note_fact("conversation", {}, outing=outing, by=ada)
    assert (lines()[0]["phone"], lines()[0]["by"]) == (None, str(ada.id))


def test_lines_of_one_group_or_outing(outing, ada, cleo, group):
    note_fact("conversation", {}, outing=outing, by=ada)
    assert len(lines(group=group)) == len(lines(outing=outing)) == 1
    assert lines(group=cleo.group) == []


def test_a_long_ledger_is_told_in_parts(outing, ada, monkeypatch):
    monkeypatch.setattr("handbill.sync.audit.AT_ONCE", 3)
    phone = joined_phone(outing, ada)
    ids = [phone.note("conversation")["id"] for _ in range(10)]
    assert phone.send()
    assert [line["id"] for line in lines()] == ids
