"""Many phones at the same moment, on real transactions: nothing fails, nothing is lost, nothing is counted twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from handbill.base import limits
from handbill.base.clock import stand_at
from handbill.facts import tallies
from handbill.facts.models import Fact
from handbill.facts.totals import totals_of
from handbill.people.models import Person
from tests.cast import NOON
from tests.phone import Phone, joined_phone

STALL = NOON + timedelta(hours=3)
PHONES = 8


@pytest.fixture
def stall(transactional_db, outing, ada):
    limits.forget()
    with stand_at(STALL):
        yield outing, [joined_phone(outing, ada) for _ in range(PHONES)]


def all_at_once(phones: list[Phone], work) -> list[Exception]:
    """Each phone's work in a thread of its own; what went wrong in any of them."""
    wrong: list[Exception] = []
    start = threading.Barrier(len(phones))

    def one(phone):
        try:
            start.wait(timeout=20)
            work(phone)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_phones_that_send_at_the_same_moment_all_get_in(stall):
    outing, phones = stall
    for phone in phones:
        phone.batch = 7
        for number in range(30):
            talk = phone.note("conversation")
            phone.note("detail", of=talk["id"], ask="given")
            phone.note("handout", copies=2, way="hand")
            if number % 10 == 0:
                phone.contact({"name": "Dee"})

    def send(phone):
        assert phone.send()

    assert all_at_once(phones, send) == []
    totals = totals_of(outing)
    assert (totals["conversations"], totals["given"], totals["copies"]) == (30 * PHONES, 30 * PHONES, 60 * PHONES)
    assert totals["contacts"] == Person.objects.count() == 3 * PHONES
    tallies.recount(outing.id, outing.group_id)
    assert totals_of(outing) == totals


def test_the_same_facts_from_all_sides_are_filed_once(stall):
    outing, phones = stall
    facts = [phones[0].note("conversation") for _ in range(40)]
    verdicts = []

    def send(phone):
        answer = phone.post_facts(facts)
        verdicts.extend(receipt["verdict"] for receipt in answer.json()["receipts"])

    assert all_at_once(phones, send) == []
    assert (verdicts.count("filed"), verdicts.count("known")) == (40, 40 * (PHONES - 1))
    assert Fact.objects.count() == totals_of(outing)["conversations"] == 40
