"""Where the copies of one issue are, and how fast they go."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Sum

from handbill.base.clock import now
from handbill.copies.models import Batch, Holder, Issue, Movement, Noted, Stack
from handbill.copies.noted import settle_marked
from handbill.copies.queries.lines import Line, lines_of

OUT = ("hand", "left", "untapped")  # of what was handed out, letterboxes left aside
WEEKS = 8


@dataclass(frozen=True)
class Where:
    """One holder of the issue's copies."""

    holder: Holder
    copies: int


@dataclass
class Whereabouts:
    """An issue's copies: printed (and found beyond that) = handed out + letterbox + with holders + gone + not accounted for.

    `for_friends` are part of `handed_out`.
    """

    issue: Issue
    printed: int = 0
    found: int = 0
    handed_out: int = 0
    for_friends: int = 0
    untapped: int = 0
    by_letterbox: int = 0
    cupboards: list[Where] = field(default_factory=list)
    others: list[Where] = field(default_factory=list)
    gone: int = 0  # lost, given on elsewhere
    missing: int = 0
    batches: list[Batch] = field(default_factory=list)

    @property
    def in_cupboard(self) -> int:
        return sum(where.copies for where in self.cupboards)

    @property
    def all(self) -> int:
        return self.printed + self.found


@dataclass(frozen=True)
class Pace:
    """How fast an issue goes. `per_week` is over the last eight weeks, or since the first copy went; letterboxes apart."""

    printed: int
    gone: int
    by_letterbox: int
    in_cupboard: int
    first_on: date | None
    last_on: date | None
    per_week: float
    letterbox_per_week: float

    @property
    def weeks_left(self) -> float | None:
        """How long the cupboard lasts at this pace."""
        every_week = self.per_week + self.letterbox_per_week
        return self.in_cupboard / every_week if every_week else None


def whereabouts(issue: Issue) -> Whereabouts:
    """Added up from the stacks of its batches."""
    return whereabouts_of([issue])[0]


def whereabouts_of(issues: Sequence[Issue]) -> list[Whereabouts]:
    """Of each of a group's issues, in their order; as many questions for twenty as for one."""
    for group_id in {issue.group_id for issue in issues}:
        settle_marked(group_id)
    batches, stacks, friends = _batches(issues), _stacks(issues), _friends(issues)
    return [_added_up(issue, batches[issue.id], stacks[issue.id], friends.get(issue.id, 0)) for issue in issues]


def _added_up(issue: Issue, batches: list[Batch], stacks: list[Stack], for_friends: int) -> Whereabouts:
    where = Whereabouts(issue, batches=batches, for_friends=for_friends)
    where.printed = sum(batch.printed for batch in batches)
    sums: dict[Holder, int] = defaultdict(int)
    for stack in stacks:
        sums[stack.holder] += stack.copies
    for holder, copies in sorted(sums.items(), key=lambda item: str(item[0]).casefold()):
        _place(where, holder, copies)
    where.found = sum(sums.values()) - where.printed
    return where


def _stacks(issues: Sequence[Issue]) -> dict[uuid.UUID, list[Stack]]:
    found = defaultdict(list)
    rows = Stack.objects.filter(batch__run__issue__in=issues, copies__gt=0)
    for stack in rows.select_related("holder__member", "batch__run"):
        found[stack.batch.run.issue_id].append(stack)
    return found


def _friends(issues: Sequence[Issue]) -> dict[uuid.UUID, int]:
    """Copies taken for friends."""
    rows = Noted.objects.filter(batch__run__issue__in=issues, kind="handed_out").order_by().values("batch__run__issue")
    return {row["batch__run__issue"]: row["sum"] or 0 for row in rows.annotate(sum=Sum("for_friends"))}


def pace_of(issue: Issue, weeks: int = WEEKS) -> Pace:
    """For the next print run: what went, since when, and how much a week."""
    where = whereabouts(issue)
    went = [
        line for line in lines_of(issue.group, issue=issue) if line.target and line.target.kind in (*OUT, "letterbox")
    ]
    went = [line for line in went if not line.is_undone and not line.is_correction]
    days = [line.at.date() for line in went]
    first_on, last_on = min(days, default=None), max(days, default=None)
    today = now().date()
    since = max(today - timedelta(weeks=weeks), first_on) if first_on else today
    span = max((today - since) / timedelta(weeks=1), 1.0)
    lately = [line for line in went if line.at.date() >= since]
    return Pace(
        printed=where.printed,
        gone=where.handed_out,
        by_letterbox=where.by_letterbox,
        in_cupboard=where.in_cupboard,
        first_on=first_on,
        last_on=last_on,
        per_week=_sum(lately, OUT) / span,
        letterbox_per_week=_sum(lately, ("letterbox",)) / span,
    )


def _batches(issues: Sequence[Issue]) -> dict[uuid.UUID, list[Batch]]:
    """Per issue in the order of their codes, with `.printed` (0 where the run was undone) and `.went_to`."""
    batches = Batch.objects.filter(run__issue__in=issues).select_related("run")
    ids = [batch.pk for batch in batches]
    undone = Movement.objects.filter(batch__in=ids, kind="undone", of__kind="printed").values_list("batch", flat=True)
    unprinted, went_to, found = set(undone), _went_to(ids), defaultdict(list)
    for batch in sorted(batches, key=lambda batch: (len(batch.code), batch.code)):
        batch.printed = 0 if batch.pk in unprinted else batch.copies
        batch.went_to = went_to[batch.pk]
        found[batch.run.issue_id].append(batch)
    return found


def _went_to(batch_ids: list) -> dict:
    """Names of the outings and places that got copies of each batch, the latest first."""
    names: dict = defaultdict(list)
    lines = Movement.objects.filter(batch__in=batch_ids, target__kind__in=("outing", "place")).order_by("-at")
    for batch_id, name in lines.values_list("batch", "target__name"):
        if name not in names[batch_id]:
            names[batch_id].append(name)
    return names


def _place(where: Whereabouts, holder: Holder, copies: int) -> None:
    if holder.kind in OUT:
        where.handed_out += copies
        where.untapped += copies if holder.kind == "untapped" else 0
    elif holder.kind == "letterbox":
        where.by_letterbox += copies
    elif holder.kind == "unknown":
        where.missing += copies
    elif holder.is_end:
        where.gone += copies
    else:
        (where.cupboards if holder.kind == "cupboard" else where.others).append(Where(holder, copies))


def _sum(lines: list[Line], ends: tuple[str, ...]) -> int:
    return sum(line.copies for line in lines if line.target.kind in ends)
