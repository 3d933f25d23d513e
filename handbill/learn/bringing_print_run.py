"""How many to print next: what the outings planned will want, less what is there (a part of the page of copies)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handbill import numbers
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.copies.models import Issue
from handbill.copies.queries import in_cupboard
from handbill.learn.bringing import Advice, advice_for, in_bundles
from handbill.learn.bringing_words import about
from handbill.plan.models import Outing
from handbill.plan.queries import copies_booked, members_coming_to

AHEAD = timedelta(days=60)
MOST_OUTINGS = 12
ENOUGH = 0.9  # 9 times in 10 there is a copy for everybody who wants one
CELLS = 120  # of a distribution: coarse, since it ends in a rounded number


@dataclass(frozen=True)
class Wanted:
    """One outing that comes, with the range in which 8 in 10 like it lie."""

    outing: Outing
    copies: int
    low: int
    high: int
    is_cold: bool


@dataclass(frozen=True)
class PrintRun:
    """`low` to `high` is what all of them together want, 8 times in 10; `needed` is enough 9 times in 10."""

    wanted: list[Wanted]
    low: int
    high: int
    needed: int
    in_stock: int

    @property
    def to_print(self) -> int:
        return in_bundles(max(0, self.needed - self.in_stock))

    @property
    def cold(self) -> int:
        return sum(one.is_cold for one in self.wanted)

    @property
    def until(self):
        return self.wanted[-1].outing.starts_at


def print_run_part(page: dict) -> tuple[str, dict] | None:
    """For base.spots, on the page of the issue printed last; an older one is not printed again."""
    member = page["request"].user
    if page["issue"] != Issue.objects.visible_to(member).filter(runs__isnull=False).first():
        return None
    run = next_print_run(member)
    return ("learn/_print_run.html", {"run": run}) if run else None


def next_print_run(member: Member) -> PrintRun | None:
    """None where nothing is planned. What is booked to those outings already counts as there."""
    coming = Outing.objects.visible_to(member).standing().select_related("group")
    outings = list(coming.filter(starts_at__gt=now(), starts_at__lt=now() + AHEAD).order_by("starts_at")[:MOST_OUTINGS])
    if not outings:
        return None
    people = members_coming_to(outings)
    advised = [advice_for(one, max(people[one.id], one.people_needed or 0, 1)) for one in outings]
    low, needed, high = together([advice.demand for advice in advised], (0.1, ENOUGH, 0.9))
    in_stock = sum(in_cupboard(member.group).values()) + sum(copies_booked(one) for one in outings)
    return PrintRun([_wanted(advice) for advice in advised], about(low), about(high), needed, in_stock)


def together(demands: Sequence["numbers.demand.Demand"], shares: Sequence[float]) -> list[int]:
    """Quantiles of the sum, the outings taken one by one as they come."""
    step = max(1, math.ceil(sum(demand.quantile(0.999) for demand in demands) / CELLS))
    sums = [1.0]
    for demand in demands:
        sums = _added(sums, _cells(demand, step))
    return [_quantile(sums, share) * step for share in shares]


def _wanted(advice: Advice) -> Wanted:
    low, high = advice.demand.range80()
    return Wanted(advice.outing, advice.copies, about(low), about(high), advice.is_cold)


def _cells(demand: "numbers.demand.Demand", step: int) -> list[float]:
    """The chance of each `step` copies, each counted at its middle; the thin end is gathered into the last."""
    most = demand.quantile(0.999)
    below = [demand.cdf(k) for k in range(step // 2, most + step, step)]
    return [after - before for before, after in zip([0.0, *below], [*below[:-1], 1.0], strict=False)]


def _added(left: list[float], right: list[float]) -> list[float]:
    sums = [0.0] * (len(left) + len(right) - 1)
    for i, chance in enumerate(left):
        for j, other in enumerate(right):
            sums[i + j] += chance * other
    return sums


def _quantile(cells: Sequence[float], share: float) -> int:
    reached = 0.0
    for number, chance in enumerate(cells):
        reached += chance
        if reached >= share - 1e-9:
            return number
    return len(cells) - 1
