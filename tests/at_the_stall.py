"""It is an hour into the stall. A conftest or a test takes from here what it needs."""

import pytest

from handbill.base import limits
from handbill.base.clock import stand_at
from tests.met import STALL, stall_phone

__all__ = ["at_the_stall", "phone"]


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield


@pytest.fixture
def phone(outing, ada):
    return stall_phone(outing, ada)
