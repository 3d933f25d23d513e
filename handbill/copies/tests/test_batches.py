"""Batches and their codes."""

import pytest
from django.db import IntegrityError, transaction

from handbill.base.errors import MayNot, Refusal
from handbill.copies.actions import add_batch, record_run
from handbill.copies.codes import is_code, next_code
from handbill.copies.models import Batch


@pytest.mark.parametrize(
    ("issue", "taken", "code"),
    [
        ("14", [], "14A"),
        ("14", ["14A", "14B"], "14C"),
        ("The Stairwell no. 14", ["14A"], "14B"),
        ("14", [f"14{letter}" for letter in "ABCDEFGH"], "14J"),
        ("14", [f"14{letter}" for letter in "ABCDEFGHJKLMNPQRSTUVWXYZ"], "14AA"),
        ("Deposit leaflet", [], "DEPO-A"),
        ("ورقة", [], "B-A"),
        ("٣", [], "B-A"),
    ],
)
def test_the_next_code_is_the_first_free_letter_that_reads_as_no_digit(issue, taken, code):
    assert next_code(issue, taken) == code
    assert is_code(code)


def test_a_batch_without_a_code_gets_the_next(ada):
    assert [add_batch(issue="14", copies=100, by=ada).code for _ in range(3)] == ["14A", "14B", "14C"]


def test_a_code_is_printed_in_capitals_without_spaces(ada):
    assert add_batch(issue="14", copies=1, code=" 14 f ", by=ada).code == "14F"


def test_a_taken_code_is_refused_with_a_free_one(ada):
    add_batch(issue="14", copies=1, code="14A", by=ada)
    with pytest.raises(Refusal) as caught:
        add_batch(issue="14", copies=1, code="14a", by=ada)
    assert "14B" in caught.value.sentence
    assert Batch.objects.count() == 1


def test_two_groups_may_have_the_same_code(ada, cleo):
    assert add_batch(issue="14", copies=1, by=ada).code == add_batch(issue="14", copies=1, by=cleo).code


def test_editors_and_viewers_add_none(ed, vera):
    for member in (ed, vera):
        with pytest.raises(MayNot):
            add_batch(issue="14", copies=1, by=member)


def test_the_database_refuses_a_batch_of_nothing_and_a_code_twice(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.create(group=group, issue="14", code="14A", copies=0)
    Batch.objects.create(group=group, issue="14", code="14A", copies=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.create(group=group, issue="14", code="14A", copies=1)


def test_a_batch_of_201_is_refused_with_what_to_do(ada):
    assert add_batch(issue="14", copies=200, by=ada).copies == 200
    with pytest.raises(Refusal) as refused:
        add_batch(issue="14", copies=201, by=ada)
    assert "A batch has up to 200 copies" in refused.value.sentence
    assert "dealt into batches" in refused.value.sentence
    assert Batch.objects.count() == 1


def test_a_print_run_of_any_size_is_dealt_into_batches_with_a_code_each(ada):
    run = record_run(issue="14", copies=450, batch_size=300, by=ada)
    dealt = sorted((batch.code, batch.copies) for batch in run.batches.all())
    assert dealt == [("14A", 200), ("14B", 200), ("14C", 50)]
    assert run.copies == sum(copies for _code, copies in dealt)
