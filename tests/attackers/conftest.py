"""It is an hour into the stall, and Dee has left her number."""

import pytest

from tests.at_the_stall import *  # noqa: F403
from tests.met import consents, meet


@pytest.fixture
def dee(phone, group):
    return meet(phone, consents=consents(group, "phone"))
