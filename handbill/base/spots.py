"""A page leaves a spot; a room above puts a part there, so that a lower room's page shows what it must not import.

A part is put in by the room's `ready`. It is given the page's context and answers with a template and what that needs
beside the page's context, or with None where it has nothing to say.
"""

from collections import defaultdict
from collections.abc import Callable

Part = Callable[[dict], tuple[str, dict] | None]

_parts: dict[str, list[Part]] = defaultdict(list)


def put(spot: str, part: Part) -> None:
    """From now on every page with this spot shows the part; put twice it still stands there once."""
    if part not in _parts[spot]:
        _parts[spot].append(part)


def parts_at(spot: str) -> tuple[Part, ...]:
    """In the order in which they were put."""
    return tuple(_parts[spot])
