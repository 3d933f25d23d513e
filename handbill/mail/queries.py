"""Reading mailings: how far one is, in numbers without a name."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from handbill.accounts.models import Member
from handbill.mail.leases import is_being_sent
from handbill.mail.models import Kind, Mailing, Recipient, State, Step, StoppedAddress
from handbill.mail.pacing import expected_end
from handbill.mail.texting import has_webhook
from handbill.mail.troubles import sentence_of
from handbill.press.queries import published_issues


@dataclass(frozen=True)
class Progress:
    """What the page of a mailing in hand shows."""

    total: int
    sent: int
    waiting: int
    refused: int
    left_out: int
    unknown: int
    bounced: int
    is_running: bool
    is_silent: bool  # ordered to run, and nobody says that they send it
    trouble: str
    ends_at: datetime | None
    outlasts_key: bool

    @property
    def share(self) -> str:
        """Of the bar, in hundredths."""
        return f"{100 * (self.total - self.waiting - self.unknown) / self.total:.1f}" if self.total else "0"


def mailings_of(member: Member) -> list[Mailing]:
    """The latest first, each with its texts, how many are on its list, and whether it stands still."""
    found = Mailing.objects.visible_to(member).select_related("issue__publication", "made_by", "ordered_by", "group")
    found = list(found.prefetch_related("texts").annotate(people=Count("recipients"))[:100])
    for one in found:
        one.stands_still = stands_still(one)
    return found


def progress_of(mailing: Mailing) -> Progress:
    """How far it is, read from its recipients' rows."""
    steps = Counter(dict(_counted(mailing).values_list("step", "n")))
    running = is_being_sent(mailing) and not is_by_hand(mailing)
    open_now = steps[Step.SENDING]
    # Nobody sends: whoever was being handed over then is not known.
    waiting, unknown = (steps[Step.PLANNED] + open_now, 0) if running else (steps[Step.PLANNED], open_now)
    is_by_mail = mailing.kind != Kind.TEXTS
    ends_at = (
        expected_end(mailing.group_id, waiting, mailing.wait_until) if running and waiting and is_by_mail else None
    )
    return Progress(
        total=sum(steps.values()),
        sent=steps[Step.SENT],
        waiting=waiting,
        refused=steps[Step.REFUSED],
        left_out=steps[Step.LEFT_OUT],
        unknown=steps[Step.UNKNOWN] + unknown,
        bounced=Recipient.objects.filter(mailing=mailing, bounced_at__isnull=False).count(),
        is_running=running,
        is_silent=mailing.state == State.RUNNING and stands_still(mailing),
        trouble=sentence_of(mailing.trouble),
        ends_at=ends_at,
        outlasts_key=bool(ends_at and mailing.key_ends_at and ends_at > mailing.key_ends_at),
    )


def stands_still(mailing: Mailing) -> bool:
    """Paused, or ordered to run and nobody says that they send it."""
    is_silent = mailing.state == State.RUNNING and not is_being_sent(mailing) and not is_by_hand(mailing)
    return mailing.state == State.PAUSED or is_silent


def is_by_hand(mailing: Mailing) -> bool:
    """Texts go from the members' own phones where the operator has set up no other way."""
    return mailing.kind == Kind.TEXTS and not has_webhook()


def unsettled_of(member: Member) -> list[Mailing]:
    """Mailings that wait for somebody: paused, silent, or with people of whom nobody knows."""
    return [one for one in mailings_of(member) if one.stands_still]


def stopped_addresses(member: Member) -> list[StoppedAddress]:
    """Whose address takes nothing; the person's own page shows it to whoever may open it."""
    if not member.is_organiser:
        return []
    found = StoppedAddress.objects.filter(group=member.group_id).select_related("person")
    return list(found.order_by("-stopped_at")[:200])


def sendable_issues(member: Member) -> list:
    """Published issues; the e-mail edition of one that is not out would tell what readers cannot look up."""
    return [make.issue for make in published_issues(member.group)]


def _counted(mailing: Mailing):
    return Recipient.objects.filter(mailing=mailing).order_by().values("step").annotate(n=Count("id"))
