"""The afternoon of the stall; everything an address can name."""

from tests.at_the_stall import at_the_stall  # noqa: F401  a fixture
from tests.rights.world import named  # noqa: F401  a fixture
