"""Gather Today: who waits, which outings are next, what is to be decided, which phones are not heard from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.followup.queries import Waiting, counts_for, reached_lately, waiting_for
from handbill.plan.decisions import open_texts
from handbill.plan.models import Decision, Joining, Outing
from handbill.plan.queries import open_decisions, today_and_next

SILENT_AFTER = timedelta(hours=1)
STILL_COUNTS = timedelta(days=30)
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Today:
    """Everything on the page. `mine`, `due_today` and `all_waiting` are counts; `reached` is (in time, of)."""

    rows: list[Waiting]
    mine: int
    due_today: int
    late: int
    all_waiting: int
    everyone: bool
    reached: tuple[int, int]
    outings: list[Outing]
    decisions: list[tuple[Decision, str | None]]
    silent_phones: list[Joining]


def today_for(member: Member, keyring: Keyring | None, *, everyone: bool = False) -> Today:
    """Today of one member; those without people get none."""
    rows = waiting_for(member, keyring, everyone=everyone) if member.has_people else []
    mine, due_today, all_waiting = counts_for(member, _end_of_today(member)) if member.has_people else (0, 0, 0)
    decisions = open_decisions(member)[:8]
    texts = open_texts(decisions, keyring)
    return Today(
        rows=rows,
        mine=mine,
        due_today=due_today,
        late=sum(1 for row in rows if row.is_late),
        all_waiting=all_waiting,
        everyone=everyone,
        reached=reached_lately(member, now() - LATELY) if member.has_people else (0, 0),
        outings=today_and_next(member, most=4),
        decisions=[(decision, texts.get(decision.id)) for decision in decisions],
        silent_phones=silent_phones(member),
    )


def silent_phones(member: Member) -> list[Joining]:
    """Phones of ended outings that said they hold more, and have not spoken since: the numbers will still grow."""
    rows = Joining.objects.filter(
        group=member.group_id, waiting__gt=0, ended_at=None, outing__ends_at__gt=now() - STILL_COUNTS
    )
    return list(
        rows.filter(heard_at__lt=now() - SILENT_AFTER)
        .select_related("outing__place", "phone__member")
        .order_by("heard_at")[:8]
    )


def _end_of_today(member: Member) -> datetime:
    local = now().astimezone(ZoneInfo(member.group.timezone))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
