"""The finding a debrief opens with: chosen by rule from a short list, each with its sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.moments import clock_time
from handbill.debrief.evidence import Evidence, Talks, hours_of, talks_of
from handbill.debrief.phones import Phones, is_missing
from handbill.debrief.steps import Funnel, GettingBack
from handbill.debrief.stock import Copies, minutes_between

LEAST_EARLIER = 3
A_LONG_TIME = 100
JUST_ENOUGH = 5  # minutes: copies that last nearly to the end, with nobody going without, were enough


@dataclass(frozen=True)
class Headline:
    """`kind` is the rule that chose it; prompts and tests go by it."""

    kind: str
    sentence: str


def headline_of(evidence: Evidence, copies: Copies, funnel: Funnel, back: GettingBack, phones: Phones) -> Headline:
    """The first rule that holds."""
    rules = (
        _not_yet(evidence, phones),
        _ran_out(evidence, copies),
        _asked(funnel),
        _nobody_reached(back),
        _quiet(evidence),
    )
    return next((headline for headline in rules if headline), None) or _good(evidence, copies, back)


def is_quiet(evidence: Evidence) -> bool:
    """Fewer conversations an hour than at any of at least three earlier outings of this setting, once all phones have sent."""
    if len(evidence.earlier) < LEAST_EARLIER or is_missing(evidence):
        return False
    today = talks_of(evidence.happened, hours_of(evidence.outing))
    return _hourly(today) < min(_hourly(one) for one in evidence.earlier)


def were_missing(evidence: Evidence, copies: Copies) -> bool:
    """The copies ran out while they were still wanted, or well before the end."""
    if copies.ran_out_at is None or copies.ran_out_at >= evidence.outing.ends_at:
        return False
    return copies.in_vain > 0 or minutes_between(copies.ran_out_at, evidence.outing.ends_at) > JUST_ENOUGH


def _not_yet(evidence: Evidence, phones: Phones) -> Headline | None:
    if evidence.outing.is_cancelled and evidence.is_empty:
        return Headline("cancelled", _("This outing was cancelled."))
    if evidence.is_ahead:
        return Headline("ahead", _("This outing has not begun yet."))
    if not evidence.is_empty:
        return None
    if evidence.is_on:
        end = clock_time(evidence.outing.ends_at, evidence.zone)
        return Headline("on", _("This outing is on until {end}. Nothing has arrived yet.").format(end=end))
    if phones.missing:
        n = len(phones.missing)
        return Headline("waiting", ngettext("Waiting for {n} phone.", "Waiting for {n} phones.", n).format(n=n))
    return Headline("nothing", _("Nothing was noted at this outing."))


def _ran_out(evidence: Evidence, copies: Copies) -> Headline | None:
    if not were_missing(evidence, copies):
        return None
    to_go = minutes_between(copies.ran_out_at, evidence.outing.ends_at)
    words = {"time": clock_time(copies.ran_out_at, evidence.zone), "n": to_go}
    if to_go > A_LONG_TIME:
        sentence = _("We ran out at {time}; the end was at {end}.")
        return Headline("ran_out", sentence.format(**words, end=clock_time(evidence.outing.ends_at, evidence.zone)))
    sentence = ngettext(
        "We ran out at {time}, with {n} minute to go.", "We ran out at {time}, with {n} minutes to go.", to_go
    )
    return Headline("ran_out", sentence.format(**words))


def _asked(funnel: Funnel) -> Headline | None:
    step = funnel.statement
    if step is None or step.code != "asked":
        return None
    if step.usual.verdict == "low":
        return Headline("asked_below", _("We asked far fewer people for a contact than usual."))
    return Headline("asked_above", _("We asked far more people for a contact than usual."))


def _nobody_reached(back: GettingBack) -> Headline | None:
    if back.old_enough and not back.reached:
        sentence = ngettext(
            "{n} person gave us a contact and has not been reached.",
            "{n} people gave us a contact, and nobody has been reached.",
            back.contacts,
        )
        return Headline("nobody_reached", sentence.format(n=back.contacts))
    return None


def _quiet(evidence: Evidence) -> Headline | None:
    if not is_quiet(evidence):
        return None
    n = len(evidence.happened.conversations)
    sentence = ngettext("It was quiet: {n} conversation.", "It was quiet: {n} conversations.", n)
    return Headline("quiet", sentence.format(n=n))


def _good(evidence: Evidence, copies: Copies, back: GettingBack) -> Headline:
    n = back.contacts
    if n and copies.left and not is_missing(evidence):
        sentence = ngettext(
            "The copies lasted, and {n} person gave us a contact.",
            "The copies lasted, and {n} people gave us a contact.",
            n,
        )
    elif n:
        sentence = ngettext("{n} person gave us a contact.", "{n} people gave us a contact.", n)
    elif evidence.happened.conversations:
        n = len(evidence.happened.conversations)
        sentence = ngettext("We had {n} conversation.", "We had {n} conversations.", n)
    elif copies.gone:
        n = copies.gone
        sentence = ngettext("{n} copy found a reader.", "{n} copies found a reader.", n)
    else:
        n = copies.in_vain
        sentence = ngettext("{n} person asked for a copy.", "{n} people asked for a copy.", n)
    return Headline("good", sentence.format(n=n))


def _hourly(talks: Talks) -> float:
    return talks.conversations / talks.hours
