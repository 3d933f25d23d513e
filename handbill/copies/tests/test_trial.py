"""Batches given with 'take one for a friend' and batches given without: said by whoever moves copies."""

import pytest
from django.db import IntegrityError, transaction

from handbill.copies.models import Batch
from tests.cast import sign_in


@pytest.fixture
def batch(group):
    return Batch.objects.create(group=group, issue="14", code="14A", copies=200)


def kept(batch) -> str:
    return Batch.objects.get(pk=batch.pk).trial


def test_a_volunteer_says_how_a_batch_is_given_and_takes_it_back(batch, ben):
    client = sign_in(ben)
    for trial in ("prompted", "plain", ""):
        answer = client.post(f"{batch.get_absolute_url()}trial/", {"trial": trial})
        assert answer.status_code == 302 and kept(batch) == trial
    assert "How they are given" in client.get(batch.get_absolute_url()).text


def test_what_is_no_kind_is_refused_in_a_sentence(batch, ben):
    answer = sign_in(ben).post(f"{batch.get_absolute_url()}trial/", {"trial": "louder"})
    assert answer.status_code == 422 and "Nothing was changed." in answer.text and kept(batch) == ""


def test_who_does_not_move_copies_reads_it_only(batch, vera, cleo):
    assert sign_in(vera).post(f"{batch.get_absolute_url()}trial/", {"trial": "plain"}).status_code == 403
    assert sign_in(cleo).post(f"{batch.get_absolute_url()}trial/", {"trial": "plain"}).status_code == 404
    assert kept(batch) == "" and "Not part of a trial" in sign_in(vera).get(batch.get_absolute_url()).text


def test_the_database_keeps_to_the_three(batch):
    with pytest.raises(IntegrityError, match="a_batch_is_given_with_a_word_or_without"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(trial="louder")
