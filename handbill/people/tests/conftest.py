"""It is Saturday 12 September 2026, 16:00 in London: an hour into the stall."""

import pytest

from handbill.base import limits
from handbill.base.clock import stand_at
from tests.met import STALL


@pytest.fixture(autouse=True)
def at_the_stall():
    limits.forget()
    with stand_at(STALL):
        yield
