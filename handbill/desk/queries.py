"""Gather Today: who waits, which outings are next, what is to be decided, which phones are not heard from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.facts.models import Fact
from handbill.followup.gone_up import gone_up_to
from handbill.followup.offered import Offered, offered_to
from handbill.followup.queries import MOST, Counts, Waiting, counts_for, waiting_for
from handbill.followup.reached import Reached, reached_lately
from handbill.followup.sharing import ToShare, outings_to_share
from handbill.plan.decisions import open_texts
from handbill.plan.models import Decision, Joining, Outing
from handbill.plan.queries import open_decisions, today_and_next

SILENT_AFTER = timedelta(hours=1)
STILL_COUNTS = timedelta(days=30)
LATELY = timedelta(days=7)
MOST_DECISIONS = 6


@dataclass(frozen=True)
class Today:
    """Everything on the page. `counts` is None for those without people."""

    rows: list[Waiting]
    counts: Counts | None
    everyone: bool
    reached: Reached
    offered: list[Offered]
    gone_up: list[Waiting]
    to_share: list[ToShare]
    outings: list[Outing]
    decisions: list[tuple[Decision, str | None]]
    decisions_more: int
    unremarked: list[Outing]
    silent_phones: list[Joining]

    @property
    def rows_more(self) -> int:
        """How many wait beyond the rows shown."""
        if self.counts is None or len(self.rows) < MOST:
            return 0
        return max(0, (self.counts.everyones if self.everyone else self.counts.mine) - len(self.rows))


def today_for(member: Member, keyring: Keyring | None, *, everyone: bool = False) -> Today:
    """Today of one member; those without people get none."""
    rows = waiting_for(member, keyring, everyone=everyone) if member.has_people else []
    decided = open_decisions(member)
    texts = open_texts(decided[:MOST_DECISIONS], keyring)
    return Today(
        rows=rows,
        counts=counts_for(member, _end_of_today(member)) if member.has_people else None,
        everyone=everyone,
        reached=reached_lately(member, now() - LATELY) if member.has_people and not rows else Reached(0, 0, 0),
        offered=offered_to(member, keyring) if member.has_people else [],
        gone_up=gone_up_to(member, keyring) if member.has_people else [],
        to_share=outings_to_share(member) if member.has_people else [],
        outings=today_and_next(member, most=4),
        decisions=[(decision, texts.get(decision.id)) for decision in decided[:MOST_DECISIONS]],
        decisions_more=max(0, len(decided) - MOST_DECISIONS),
        unremarked=unremarked_outings(member) if member.may_write_remarks else [],
        silent_phones=silent_phones(member),
    )


def unremarked_outings(member: Member) -> list[Outing]:
    """Outings of the last two weeks with a debrief to which nobody has said anything yet."""
    facts = Fact.objects.filter(outing=OuterRef("pk"))
    past = Outing.objects.visible_to(member).filter(
        cancelled_at=None, ends_at__lt=now(), ends_at__gt=now() - 2 * LATELY
    )
    return list(
        past.filter(Exists(facts.filter(kind="conversation")))
        .exclude(Exists(facts.filter(kind="remark")))
        .order_by("-starts_at")[:2]
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
