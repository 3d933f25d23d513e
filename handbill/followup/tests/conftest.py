"""It is Saturday 12 September 2026, 16:00 in London: an hour into the stall."""

from tests.at_the_stall import at_the_stall  # noqa: F401  a fixture
