"""The three findings under the headline: copies, conversations, contacts. Each is a few whole sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.moments import clock_time
from handbill.debrief.evidence import Evidence
from handbill.debrief.phones import is_missing
from handbill.debrief.steps import Funnel, GettingBack, Step, percent_for
from handbill.debrief.stock import Copies, minutes_between


@dataclass(frozen=True)
class Sentence:
    """Said in full; `is_marked` where it is what to look at."""

    text: str
    is_marked: bool = False


def about_copies(evidence: Evidence, copies: Copies, next_time: int | None = None) -> list[Sentence]:
    """How many went and whether they were enough; `next_time` is how many to bring to the same again, where that is known."""
    if not copies.gone:
        return [Sentence(_("No copy was noted as handed out.")), *_in_vain(copies)]
    said = [*_went(evidence, copies), *_of_them(copies)]
    said += [_wanted(copies, next_time)] if copies.ran_out_at else _left(evidence, copies)
    return said + _in_vain(copies) + _goal(evidence.outing.goal_copies, copies.gone)


def about_conversations(evidence: Evidence, funnel: Funnel) -> list[Sentence]:
    """How many talks, in how many of them somebody was asked, and what is usual where that can be said."""
    n = funnel.conversations.count
    if not n:
        return [Sentence(_("No conversation was noted.")), *_goal(evidence.outing.goal_conversations, 0)]
    said = [_counted(n, ngettext("{n} conversation.", "{n} conversations.", n))]
    said += _goal(evidence.outing.goal_conversations, n)
    said += _asked(funnel)
    return said + _goal_asked(evidence.outing.goal_asked, funnel)


def about_contacts(evidence: Evidence, back: GettingBack) -> list[Sentence]:
    """How many gave a contact, and who of them has heard back."""
    n = back.contacts
    if not n:
        return [Sentence(_("Nobody gave us a contact.")), *_goal(evidence.outing.goal_contacts, 0)]
    said = [_counted(n, ngettext("{n} person gave us a contact.", "{n} people gave us a contact.", n))]
    said += _goal(evidence.outing.goal_contacts, n)
    return said + _reached(back)


def _went(evidence: Evidence, copies: Copies) -> list[Sentence]:
    if copies.ran_out_at:
        minutes = minutes_between(min(evidence.outing.starts_at, copies.first_at), copies.ran_out_at)
        time = clock_time(copies.ran_out_at, evidence.zone)
        return [
            _counted(
                copies.gone,
                ngettext("{n} copy went, at {time}.", "{n} copies went, the last one at {time}.", copies.gone),
                time=time,
            ),
            _counted(minutes, ngettext("That took {n} minute.", "That took {n} minutes.", minutes)),
        ]
    return [_counted(copies.gone, ngettext("{n} copy went.", "{n} copies went.", copies.gone))]


def _left(evidence: Evidence, copies: Copies) -> list[Sentence]:
    """What came home, as soon as nothing can arrive any more."""
    if is_missing(evidence):
        return []
    if copies.home is not None:
        return [
            _counted(copies.home, ngettext("{n} copy came home.", "{n} copies came home.", copies.home)),
            *_difference(copies.untapped),
        ]
    if copies.left:
        return [
            _counted(
                copies.left,
                ngettext("{n} copy was left, by the taps.", "{n} copies were left, by the taps.", copies.left),
            )
        ]
    return []


def _difference(untapped: int) -> list[Sentence]:
    """Blames nobody."""
    if untapped > 0:
        return [
            _counted(
                untapped,
                ngettext(
                    "{n} went without a tap. That is normal.", "{n} went without a tap. That is normal.", untapped
                ),
            )
        ]
    if untapped < 0:
        return [
            _counted(
                -untapped,
                ngettext(
                    "That is {n} more than the taps say, which is normal.",
                    "That is {n} more than the taps say, which is normal.",
                    -untapped,
                ),
            )
        ]
    return []


def _of_them(copies: Copies) -> list[Sentence]:
    said = []
    if copies.by_letterbox:
        n = copies.by_letterbox
        said.append(
            _counted(n, ngettext("{n} of them went through a letterbox.", "{n} of them went through letterboxes.", n))
        )
    if copies.for_friends:
        n = copies.for_friends
        said.append(
            _counted(n, ngettext("{n} of them was taken for a friend.", "{n} of them were taken for friends.", n))
        )
    return said


def _wanted(copies: Copies, next_time: int | None) -> Sentence:
    if next_time:
        return Sentence(ngettext("Bring {n} next time.", "Bring {n} next time.", next_time).format(n=next_time), True)
    if copies.in_vain:
        return Sentence(_("More were wanted than there were."), True)
    return Sentence(_("At least that many were wanted."), True)


def _in_vain(copies: Copies) -> list[Sentence]:
    if not copies.in_vain:
        return []
    n = copies.in_vain
    return [
        _counted(
            n, ngettext("{n} person asked for one and went without.", "{n} people asked for one and went without.", n)
        )
    ]


def _asked(funnel: Funnel) -> list[Sentence]:
    step = funnel.asked
    if not step.of:
        return [Sentence(_("Whether we asked for a contact was not noted."))]
    if funnel.statement:
        return _statement(funnel.statement)
    said = [
        _counted(
            step.count,
            ngettext("We asked for a contact in {n} of {of}.", "We asked for a contact in {n} of {of}.", step.count),
            of=step.of,
        )
    ]
    unnoted = funnel.conversations.count - step.of
    if unnoted:
        said.append(
            _counted(unnoted, ngettext("{n} is without a note on that.", "{n} are without a note on that.", unnoted))
        )
    return said


def _statement(step: Step) -> list[Sentence]:
    """The one share that is said aloud, with what is usual and how far an ordinary day strays."""
    if step.code == "asked":
        first = ngettext(
            "We asked for a contact in {share}% of them ({count} of {of}).",
            "We asked for a contact in {share}% of them ({count} of {of}).",
            step.count,
        )
    else:
        first = ngettext(
            "Of those we asked, {share}% gave us a contact ({count} of {of}).",
            "Of those we asked, {share}% gave us a contact ({count} of {of}).",
            step.count,
        )
    usual = _("Usually it is {usual}% (an ordinary day: {low} to {high}%).")
    numbers = {name: round(100 * getattr(step.usual, name)) for name in ("usual", "low", "high")}
    share = round(100 * step.usual.share)
    return [
        Sentence(first.format(share=share, count=step.count, of=step.of), True),
        Sentence(usual.format(**numbers)),
    ]


def _reached(back: GettingBack) -> list[Sentence]:
    said = []
    if back.reached:
        n = back.reached
        said.append(_counted(n, ngettext("{n} has been reached so far.", "{n} have been reached so far.", n)))
    else:
        said.append(Sentence(_("Nobody has been reached so far.")))
    if back.late:
        n = back.late
        late = ngettext(
            "By what was noted, {n} has waited longer than 48 hours.",
            "By what was noted, {n} have waited longer than 48 hours.",
            n,
        )
        said.append(Sentence(late.format(n=n), True))
    if back.due_today:
        said.append(_counted(back.due_today, ngettext("{n} is due today.", "{n} are due today.", back.due_today)))
    return said


def _goal(goal: int | None, reached: int) -> list[Sentence]:
    if not goal:
        return []
    if reached >= goal:
        return [_counted(goal, ngettext("The goal of {n} was reached.", "The goal of {n} was reached.", goal))]
    return [_counted(goal, ngettext("The goal was {n}.", "The goal was {n}.", goal))]


def _goal_asked(goal: int | None, funnel: Funnel) -> list[Sentence]:
    """Counts that stand on the page anyway, held against the goal; below 10 nothing is said of a share."""
    if not goal:
        return []
    percent = percent_for(funnel.asked)
    if percent is not None and percent >= goal:
        return [Sentence(_("The goal of asking in {goal}% was reached.").format(goal=goal))]
    return [Sentence(_("The goal was to ask in {goal}%.").format(goal=goal))]


def _counted(n: int, text: str, **more) -> Sentence:
    return Sentence(text.format(n=n, **more))
