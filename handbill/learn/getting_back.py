"""How fast the group gets back to people: counts over all of them, of whom 48 hours are over."""

from collections.abc import Sequence
from dataclasses import dataclass

from handbill.accounts.models import Group
from handbill.facts.over_outings import reached_at
from handbill.learn.asked import LEAST
from handbill.learn.outings import Went
from handbill.learn.small import shown


@dataclass(frozen=True)
class GotBack:
    """`in_time` of `people`; `too_recent` more are too recent to say, None where they are fewer than 5."""

    people: int
    in_time: int
    too_recent: int | None

    @property
    def is_few(self) -> bool:
        return self.people < LEAST

    @property
    def is_nearly_all(self) -> bool:
        return self.people - self.in_time < LEAST

    @property
    def is_nearly_none(self) -> bool:
        return self.in_time < LEAST

    @property
    def dots(self) -> list[bool]:
        """Of ten, how many."""
        return [number < round(10 * self.in_time / self.people) for number in range(10)] if self.people else []

    @property
    def tens(self) -> int:
        return sum(self.dots)


def got_back(group: Group, outings: Sequence[Went]) -> GotBack:
    """One query beside those of what is shown."""
    settled = [outing for outing in outings if outing.is_settled]
    in_time = reached_at([outing.id for outing in settled])
    people = sum(outing.people for outing in settled)
    recent = sum(outing.people for outing in outings if not outing.is_settled)
    counts = {"settled": people, "in time": sum(in_time.values()), "recent": recent}
    known = shown(group, "got back", counts)
    people, reached, too_recent = (known[name].people for name in counts)
    return GotBack(people, min(people, reached), too_recent if too_recent >= LEAST else None)
