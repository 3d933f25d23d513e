"""It is an hour into the stall, and Dee has left her number."""

import pytest

from handbill.base import limits
from handbill.base.clock import stand_at
from tests.met import STALL, consents, meet, stall_phone


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)


@pytest.fixture
def dee(phone, group):
    return meet(phone, consents=consents(group, "phone"))
