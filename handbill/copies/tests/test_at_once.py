"""Members who act at the same moment, on real connections: the last copies are taken once, and nothing stands still."""

import threading

import pytest
from django.db import connection

from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.copies.actions import add_batch, count_scan, move, undo
from handbill.copies.holders import stack_of
from handbill.copies.lines import copies_with
from handbill.copies.models import Stack, Unsettled
from handbill.copies.noted import settle_marked
from handbill.copies.queries import gap_of, scans_of
from handbill.facts.tests.entries import Stack as PhoneStack
from handbill.plan.actions import book_copies
from tests.cast import NOON, join

MEMBERS = 6


@pytest.fixture
def members(transactional_db, union):
    return [join(union, f"Member {number}", "volunteer") for number in range(MEMBERS)]


@pytest.fixture
def batch(members, ada):
    return add_batch(issue="14", copies=100, by=ada)


def all_at_once(*works) -> tuple[list, list[Exception]]:
    """Each in a thread and connection of its own: what came of it, and what went wrong in any."""
    done, wrong, start = [], [], threading.Barrier(len(works))

    def one(work):
        try:
            start.wait(timeout=20)
            done.append(work())
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, wrong


def test_six_who_want_forty_of_a_hundred_are_told_apart(batch, members):
    cupboard = batch.run.cupboard

    def take(member):
        return lambda: move(batch, 40, source=cupboard, target=stack_of(member), by=member)

    done, wrong = all_at_once(*map(take, members))
    assert len(done) == 2
    assert [type(error) for error in wrong] == [Refusal] * 4
    assert {error.code for error in wrong} == {"not_enough_copies"}
    assert copies_with(batch, cupboard) == 20
    assert sum(Stack.objects.filter(batch=batch).values_list("copies", flat=True)) == 100


def test_copies_that_go_to_and_fro_never_wait_for_each_other_for_ever(batch, members):
    first, second = stack_of(members[0]), stack_of(members[1])
    for holder in (first, second):
        move(batch, 50, source=batch.run.cupboard, target=holder, by=members[0])

    def swap(source, target):
        def work():
            for _turn in range(8):
                move(batch, 3, source=source, target=target, by=members[0])

        return work

    done, wrong = all_at_once(swap(first, second), swap(second, first), swap(first, second), swap(second, first))
    assert wrong == [] and len(done) == 4
    assert (copies_with(batch, first), copies_with(batch, second)) == (50, 50)


def test_two_who_undo_the_same_line_undo_it_once(batch, members):
    line = move(batch, 40, source=batch.run.cupboard, target=stack_of(members[0]), by=members[0])
    done, wrong = all_at_once(*[lambda member=member: undo(line, by=member) for member in members])
    assert len(done) == 1 and {error.code for error in wrong} == {"undone_already"}
    assert copies_with(batch, batch.run.cupboard) == 100


def test_two_outings_do_not_get_the_same_copies(batch, members, outing, ada):
    from handbill.plan.models import Outing

    later = Outing.objects.create(
        group=outing.group, place=outing.place, setting="stall", starts_at=outing.ends_at,
        ends_at=outing.ends_at + (outing.ends_at - outing.starts_at), lead=ada,
    )  # fmt: skip
    done, wrong = all_at_once(*[lambda one=one: book_copies(one, batch, 70, by=ada) for one in (outing, later)])
    assert len(done) == 1 and [error.code for error in wrong] == ["not_in_the_cupboard"]
    assert copies_with(batch, batch.run.cupboard) == 30


def test_phones_send_while_members_read(batch, members, outing, ada):
    book_copies(outing, batch, 90, by=ada)
    phones = [PhoneStack(outing) for _ in range(3)]

    def send(phone):
        def work():
            for _time in range(10):
                phone.file(phone.fact("handout", copies=2, way="hand"))

        return work

    def read():
        for _time in range(10):
            settle_marked(outing.group_id)

    with clock.stand_at(NOON):
        _done, wrong = all_at_once(*map(send, phones), read, read)
        assert wrong == []
        assert (gap_of(outing).by_hand, gap_of(outing).there) == (60, 30)
    assert not Unsettled.objects.exists()


def test_copies_are_booked_while_phones_send(batch, members, outing, ada):
    phones = [PhoneStack(outing) for _ in range(2)]

    def send(phone):
        def work():
            for _time in range(12):
                phone.file(phone.fact("handout", copies=1, way="hand"))

        return work

    def book():
        for copies in range(20, 32):
            book_copies(outing, batch, copies + 10, by=ada, advised=copies)

    with clock.stand_at(NOON):
        _done, wrong = all_at_once(*map(send, phones), book)
        assert wrong == []
        assert (gap_of(outing).brought, gap_of(outing).by_hand) == (41, 24)


def test_scans_of_one_moment_are_all_counted(batch):
    on = NOON.date()
    _done, wrong = all_at_once(*[lambda: count_scan(batch, on)] * MEMBERS)
    assert wrong == [] and scans_of(batch) == [(on, MEMBERS)]
