"""What somebody agreed to and took back, as lines of what has happened with them."""

from collections.abc import Iterable
from datetime import datetime

from handbill.people.consents import Agreed
from handbill.people.history import Event

HERSELF, TOLD, FOLLOWS = "herself", "told", "follows"


def agreements(agreed: Iterable[Agreed], followed_from: Iterable[datetime]) -> list[Event]:
    """One line for all that was said at a moment. What ended at one of `followed_from` was said by nobody: it followed from
    'wants no contact', or from two cards put together.
    """
    followed_from = set(followed_from)
    lines: dict[tuple, list[Agreed]] = {}
    for one in agreed:
        lines.setdefault((one.given_at, "agreed", one.told, ""), []).append(one)
        if one.withdrawn_at:
            why = FOLLOWS if one.withdrawn_at in followed_from else HERSELF if one.is_withdrawn_by_themselves else TOLD
            lines.setdefault((one.withdrawn_at, "taken_back", one.withdrawn_by, why), []).append(one)
    return [Event(at, what, by, {"why": why, "ways": ways}) for (at, what, by, why), ways in lines.items()]
