"""Small numbers, and rates that would be about one person: what may be shown, and when it may change (NUMBERS, 3 and 4)."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handbill.accounts.models import Group
from handbill.base.clock import now
from handbill.learn.asked import LEAST, today_of
from handbill.learn.models import ShownNumbers

LEAST_STACKS, MOST_OF_ONE = 3, 0.7


@dataclass(frozen=True)
class Cell:
    """`people` is what must not be small; `numbers` is all else that is shown of it, as JSON."""

    people: int
    numbers: dict


def is_shared(talks: Counter) -> bool:
    """Nobody's rate: at least 3 stacks noted talks and none of them more than 70 %.

    And whoever takes her own log away, which she knows, is left with nobody's either: 2 stacks at least, none more than 70 %.
    The one guard of every share of talks, in debriefs and here (docs/decisions/0009).
    """
    rests = (talks - Counter({stack: n}) for stack, n in talks.items() if n)
    return _passes(talks, LEAST_STACKS) and all(_passes(rest, LEAST_STACKS - 1) for rest in rests)


def shown(
    group: Group, sheet: str, people: Mapping[str, int], numbers: Callable[[str], dict] = lambda name: {}
) -> dict[str, Cell]:
    """The cells as they may be shown: each as it was shown last, until it has moved by 5 people or a month has begun.

    Two looks one after the other then never differ by a single person. `numbers` works out what goes with a cell, only
    where it has moved. One query, two where something moved.
    """
    month = f"{today_of(group):%Y-%m}"
    before = {row.cell: row for row in ShownNumbers.objects.filter(group=group, sheet=sheet)}
    moved = {name: Cell(n, numbers(name)) for name, n in people.items() if _has_moved(before.get(name), n, month)}
    if moved:
        _keep(group, sheet, moved, month)
    kept = {name: Cell(row.people, row.numbers) for name, row in before.items()}
    return {name: moved.get(name) or kept[name] for name in people}


def hidden(people: Mapping[str, int], least: int = LEAST) -> set[str]:
    """The cells of one total that may not be shown: those below `least`, and where that is one, the next smallest too."""
    small = {name for name, n in people.items() if n < least}
    if len(small) == 1 and len(people) > 1:
        others = [name for name in people if name not in small]
        small.add(min(others, key=lambda name: (people[name], name)))
    return small


def _passes(talks: Counter, stacks: int) -> bool:
    logged = [n for n in talks.values() if n > 0]
    return len(logged) >= stacks and max(logged) <= MOST_OF_ONE * sum(logged)


def _has_moved(row: ShownNumbers | None, people: int, month: str) -> bool:
    return row is None or row.month != month or abs(row.people - people) >= LEAST


def _keep(group: Group, sheet: str, cells: Mapping[str, Cell], month: str) -> None:
    rows = [
        ShownNumbers(
            group=group, sheet=sheet, cell=name, month=month, people=cell.people, numbers=cell.numbers, shown_at=now()
        )
        for name, cell in cells.items()
    ]
    ShownNumbers.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["group", "sheet", "cell"],
        update_fields=["month", "people", "numbers", "shown_at"],
    )
