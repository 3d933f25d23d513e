"""What became of copies that were passed on: sign-ups by batch, and how those people got their copy (NUMBERS, section 4)."""

import math
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Sum

from handbill import numbers
from handbill.accounts.models import Group
from handbill.copies.models import Batch
from handbill.facts.models import SignUpTally
from handbill.learn.asked import LEAST
from handbill.learn.small import hidden, shown
from handbill.plan.models import Booking

COUNTED_FOR = timedelta(days=30)
LEAST_COPIES = 25  # of a batch; a smaller one would be about a few people
MOST = 12


@dataclass(frozen=True)
class Passed:
    """One batch. `scans` and `sign_ups` are None where they are too few; `is_counting`: younger than 30 days."""

    batch: Batch
    out: int
    scans: int | None
    sign_ups: int | None
    is_counting: bool


@dataclass(frozen=True)
class OfIssues:
    """Sign-ups a copy of one issue against an older one: `low` to `high` times as many, or None while it is not known."""

    newer: str
    older: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class OfTrial:
    """Sign-ups a copy given with 'take one for a friend' against one given without, or None while it is not known."""

    low: float | None
    high: float | None

    @property
    def is_open(self) -> bool:
        """It may help as well as hinder."""
        return self.low is not None and self.low <= 1 <= self.high


@dataclass(frozen=True)
class PassedOn:
    """The batches, and of all who said how they got their copy, how many had it from a friend, with its range."""

    batches: list[Passed]
    together: int | None  # sign-ups of the batches that have too few by themselves
    issues: OfIssues | None
    trial: OfTrial | None = None
    answers: int = 0
    friends: int = 0
    low: float = 0.0
    high: float = 0.0

    @property
    def is_known(self) -> bool:
        return self.answers > 0

    @property
    def low_percent(self) -> int:
        return math.floor(100 * self.low)

    @property
    def high_percent(self) -> int:
        return math.ceil(100 * self.high)

    @property
    def is_anything(self) -> bool:
        return bool(self.batches)


def passed_on(group: Group, today: date) -> PassedOn:
    """Of batches that went out, the latest first."""
    batches = list(Batch.objects.filter(group=group).order_by("-made_at")[:MOST])
    out, until = _went_out(batches)
    went = [batch for batch in batches if out[batch.id]]
    ways = _ways(went, until)
    cells = {str(batch.id): sum(ways[batch.id].values()) for batch in went}
    answers = {way: sum(ways[batch.id][way] for batch in went) for way in ("friend", "given")}
    known = {name: cell.people for name, cell in shown(group, "passed on", cells | answers).items()}
    away = hidden({name: known[name] for name in cells}) | {str(one.id) for one in went if one.copies < LEAST_COPIES}
    scans = scans_as_shown(group, went)
    rows = [
        Passed(
            batch,
            out[batch.id],
            scans.get(batch.id),
            None if str(batch.id) in away else known[str(batch.id)],
            until[batch.id] > today,
        )
        for batch in went
    ]
    together = sum(known[name] for name in away)
    is_told = len(away) > 1 and together >= LEAST
    found = PassedOn(rows, together if is_told else None, _of_issues(rows, known), _of_trial(group, today))
    return _with_share(found, known["friend"], known["given"])


def _went_out(batches: Sequence[Batch]) -> tuple[dict, dict]:
    """Copies booked out of each batch, and until which day its sign-ups are counted."""
    out, until = defaultdict(int), {}
    rows = Booking.objects.filter(batch__in=batches, outing__cancelled_at=None)
    for batch_id, copies, starts_at in rows.values_list("batch_id", "copies", "outing__starts_at"):
        out[batch_id] += copies
        until[batch_id] = max(starts_at.date() + COUNTED_FOR, until.get(batch_id, date.min))
    return out, until


def _ways(batches: Sequence[Batch], until: dict) -> dict:
    ways = defaultdict(lambda: dict.fromkeys(("given", "friend", "found", "unsaid"), 0))
    for row in SignUpTally.objects.filter(batch__in=batches):
        if row.on <= until[row.batch_id]:
            for way in ways[row.batch_id]:
                ways[row.batch_id][way] += getattr(row, way)
    return ways


def scans_as_shown(group: Group, batches: Sequence[Batch]) -> dict[uuid.UUID, int]:
    """How often each batch's square was opened; what is too few to tell is not there.

    What is hidden beside one that is too few is settled within its issue, whichever page shows some of its batches.
    """
    mine = Batch.objects.filter(pk__in=[batch.pk for batch in batches]).values("run__issue")
    whole = Batch.objects.filter(group=group, run__issue__in=mine).order_by()
    rows = list(whole.values_list("run__issue", "pk").annotate(times=Sum("scans__times")))
    known = shown(group, "scans", {str(id): times or 0 for _issue, id, times in rows})
    away = set()
    for issue in {issue for issue, _id, _times in rows}:
        away |= hidden({str(id): known[str(id)].people for other, id, _times in rows if other == issue})
    return {batch.id: known[str(batch.id)].people for batch in batches if str(batch.id) not in away}


def _with_share(found: PassedOn, friends: int, given: int) -> PassedOn:
    """How many had it from a friend, where enough have said and neither side is a few people."""
    told = numbers.share(friends, given)
    if not told.is_shown or hidden({"friend": friends, "given": given}):
        return found
    return replace(found, answers=friends + given, friends=friends, low=told.low, high=told.high)


def _of_issues(rows: Sequence[Passed], known: dict[str, int]) -> OfIssues | None:
    """The two latest issues whose sign-ups are all counted. None before there are two."""
    by_issue = defaultdict(list)
    counting = {row.batch.issue for row in rows if row.is_counting}
    for row in rows:
        if row.batch.issue not in counting:
            by_issue[row.batch.issue].append((known[str(row.batch.id)], row.out))
    if len(by_issue) < 2:
        return None
    (newer, ones), (older, others) = list(by_issue.items())[:2]
    return OfIssues(newer, older, *_ratio(ones, others))


def _of_trial(group: Group, today: date) -> OfTrial | None:
    """Every batch of the two kinds whose sign-ups are all counted. None before there is one of each."""
    batches = [one for one in Batch.objects.filter(group=group).exclude(trial="") if one.copies >= LEAST_COPIES]
    out, until = _went_out(batches)
    counted = [one for one in batches if out[one.id] and until[one.id] <= today]
    ways = _ways(counted, until)
    known = shown(group, "trial", {str(one.id): sum(ways[one.id].values()) for one in counted})
    kinds = {Batch.Trial.PROMPTED: [], Batch.Trial.PLAIN: []}
    for one in counted:
        kinds[one.trial].append((known[str(one.id)].people, out[one.id]))
    return OfTrial(*_ratio(*kinds.values())) if all(kinds.values()) else None


def _ratio(ones: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> tuple[float | None, float | None]:
    """Low and high, to be read; nothing while it is not known."""
    told = numbers.ratio(ones, others)
    return (round(told.low, 1), round(told.high, 1)) if told else (None, None)
