"""The afternoon of the stall; everything an address can name."""

import pytest

from handbill.base import limits
from handbill.base.clock import stand_at
from tests.met import STALL


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield


from tests.rights.world import named  # noqa: E402, F401  a fixture
