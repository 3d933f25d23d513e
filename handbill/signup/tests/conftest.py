"""Readers with a copy in hand."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.copies.actions import add_batch
from handbill.copies.models import Batch
from handbill.plan.models import Booking
from handbill.signup import work
from tests.cast import NOON

SATURDAY = NOON + timedelta(hours=6)


@pytest.fixture(autouse=True)
def on_saturday_evening():
    work.forget()
    with stand_at(SATURDAY):
        yield


@pytest.fixture
def batch(ada) -> Batch:
    """Not taken to any outing yet."""
    return add_batch(issue="14", copies=200, by=ada)


@pytest.fixture
def taken(batch, outing, ben) -> Batch:
    """Taken to the stall, which Ben leads."""
    outing.lead = ben
    outing.save()
    Booking.objects.create(group=outing.group, outing=outing, batch=batch, copies=100)
    return batch


def typed(**fields) -> dict:
    """What Bea writes who wants to be rung; the fields given here in place of hers."""
    return {"name": "Bea Quill", "phone": "07700 900321", "agreed": "follow_up-phone", "way": "friend", **fields}
