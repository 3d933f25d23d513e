"""From talk to contact: each step of an outing, with the counts of earlier ones, and a share only where it blames nobody."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.debrief.evidence import Evidence, talks_of
from handbill.facts.happened import Conversation
from handbill.learn.small import is_shared
from handbill.numbers import RateStatement, rate

LEAST_FOR_A_SHARE = 10
SURE = 0.05
WITHIN = timedelta(hours=48)
REACHED = ("talked", "no_contact")
CLOSED = (*REACHED, "wrong_number")


@dataclass(frozen=True)
class Step:
    """`count` of `of` this time (`of` is None for the first step); `percent` and `usual` where they may be shown."""

    code: str
    label: str
    count: int
    of: int | None = None
    percent: int | None = None
    usual: RateStatement | None = None
    earlier: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True)
class GettingBack:
    """What became of those who gave a contact. `in_time` counts only people whose 48 hours are over: in_time of old_enough."""

    contacts: int
    reached: int
    in_time: int
    old_enough: int
    too_recent: int
    due_today: int
    late: int
    next_due_at: datetime | None


@dataclass(frozen=True)
class Funnel:
    """The first three steps; `statement` is the one of them that is far from the usual, if any."""

    conversations: Step
    asked: Step
    gave: Step
    shows_shares: bool

    @property
    def statement(self) -> Step | None:
        """The one that says most; never of an outing whose shares are not the whole group's.

        Where both are held against the usual, each must be twice as sure, so that ordinary outings stay ordinary.
        """
        held = [step for step in (self.asked, self.gave) if step.usual]
        flagged = [step for step in held if step.usual.verdict != "usual" and step.usual.mid_p < SURE / len(held)]
        return min(flagged, key=lambda step: step.usual.mid_p, default=None)


def funnel_of(evidence: Evidence) -> Funnel:
    """Shares only where they are the whole group's (`learn.small.is_shared`)."""
    talks, earlier = talks_of(evidence.happened), evidence.earlier
    shows = is_shared(logged_by(evidence.happened.conversations))
    talked = tuple((one.conversations, None) for one in earlier)
    asked = tuple((one.asked, one.noted) for one in earlier if one.noted)
    gave = tuple((one.gave, one.asked) for one in earlier if one.asked)
    return Funnel(
        Step("conversations", _("Conversations"), talks.conversations, earlier=talked),
        _share("asked", _("Asked for a contact"), talks.asked, talks.noted, asked, shows),
        _share("gave", _("Gave it, if asked"), talks.gave, talks.asked, gave, shows),
        shows,
    )


def logged_by(conversations: list[Conversation]) -> Counter:
    """How many talks each stack noted; only for asking whether a share would be about one of them."""
    return Counter(conversation.phone_id or conversation.by_id for conversation in conversations)


def was_there(evidence: Evidence, reader: Member) -> bool:
    """Those who were there see the outing's own shares, however few they were."""
    joined = any(joining.phone.member_id == reader.id for joining in evidence.phones)
    return joined or any(conversation.by_id == reader.id for conversation in evidence.happened.conversations)


def percent_for(step: Step) -> int | None:
    """The share in whole per cent; None below 10."""
    return round(100 * step.count / step.of) if step.of and step.of >= LEAST_FOR_A_SHARE else None


def getting_back(evidence: Evidence) -> GettingBack:
    """From attempts noted, against 48 hours after each talk."""
    first, closed = {}, set()
    for attempt in evidence.happened.attempts:
        if attempt.outcome in REACHED:
            first.setdefault(attempt.person, attempt.at)
        if attempt.outcome in CLOSED:
            closed.add(attempt.person)
    due = {contact.person: contact.at + WITHIN for contact in evidence.happened.contacts}
    old_enough = [person for person, at in due.items() if at <= evidence.at]
    waiting = sorted(at for person, at in due.items() if person not in closed)
    ahead = [at for at in waiting if at > evidence.at]
    return GettingBack(
        contacts=len(due),
        reached=sum(person in first for person in due),
        in_time=sum(person in first and first[person] <= due[person] for person in old_enough),
        old_enough=len(old_enough),
        too_recent=len(due) - len(old_enough),
        due_today=sum(_is_same_day(at, evidence) for at in ahead),
        late=len(waiting) - len(ahead),
        next_due_at=ahead[-1] if ahead else None,
    )


def _share(code: str, label: str, count: int, of: int, earlier: tuple, shows: bool) -> Step:
    plain = Step(code, label, count, of, earlier=earlier)
    if not shows:
        return plain
    return Step(code, label, count, of, percent_for(plain), rate(earlier, count, of), earlier)


def _is_same_day(at: datetime, evidence: Evidence) -> bool:
    return at.astimezone(evidence.zone).date() == evidence.at.astimezone(evidence.zone).date()
