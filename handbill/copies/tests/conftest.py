"""A batch of issue 14 in the cupboard at Mill Lane."""

import pytest

from handbill.copies.actions import record_run
from handbill.copies.holders import stack_of
from handbill.copies.models import Batch, Holder


@pytest.fixture
def batch(ada) -> Batch:
    return record_run(issue="14", copies=200, cupboard="Mill Lane", by=ada).batches.get()


@pytest.fixture
def cupboard(batch) -> Holder:
    return batch.run.cupboard


@pytest.fixture
def bens(ben) -> Holder:
    """What Ben has at home."""
    return stack_of(ben)
