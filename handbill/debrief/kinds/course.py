"""The course of the outing, and this place beside others of its kind."""

from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.moments import clock_time
from handbill.debrief.evidence import Talks, hours_of, talks_of
from handbill.debrief.kinds.ground import Finding, Grounds

LEAST_COPIES = 30
EARLY, LATE = 0.3, 0.7  # of the planned time, by which half of the copies had gone
LEAST_OUTINGS, LEAST_TALKS = 3, 60


def early_rush(grounds: Grounds) -> Finding | None:
    """Half of at least 30 copies went in the first 30 % of the time."""
    return _rush(
        grounds, "rush_early", lambda share: share < EARLY, _("Half of the copies had gone by {time}: come early.")
    )


def late_rush(grounds: Grounds) -> Finding | None:
    """Half of at least 30 copies were still there when 70 % of the time had passed."""
    return _rush(
        grounds,
        "rush_late",
        lambda share: share > LATE,
        _("Half of the copies went after {time}: people come late here."),
    )


def place_against_place(grounds: Grounds) -> Finding | None:
    """Talks an hour here against other places of this kind: at least 3 outings and 60 talks on each side, ranges apart."""
    here = [one for one in grounds.before if one.is_here]
    today = talks_of(grounds.evidence.happened, hours_of(grounds.evidence.outing))
    here, elsewhere = [today, *here], [one for one in grounds.before if not one.is_here]
    if any(
        len(side) < LEAST_OUTINGS or sum(one.conversations for one in side) < LEAST_TALKS for side in (here, elsewhere)
    ):
        return None
    mine, theirs = _an_hour(here), _an_hour(elsewhere)
    if not (mine[0] > theirs[1] or theirs[0] > mine[1]):
        return None
    rates = _told_apart(sum(mine) / 2, sum(theirs) / 2)
    if rates is None:
        return None
    if mine[0] > theirs[1]:
        text = _("People stop to talk here. Talks an hour: about {here}; at other places of this kind {there}.")
    else:
        text = _("People stop to talk elsewhere. Talks an hour: about {here}; at other places of this kind {there}.")
    n = len(here) + len(elsewhere)
    sure = ngettext(
        "Over the last {n} outing of this kind; the ranges lie apart.",
        "Over the last {n} outings of this kind; the ranges lie apart.",
        n,
    )
    return Finding("place", text.format(here=rates[0], there=rates[1]), sure.format(n=n), "talks")


def _told_apart(here: float, there: float) -> tuple[str, str] | None:
    """Both in whole numbers, with one digit more where these are the same; None where even that does not tell them apart."""
    for digits in (0, 1):
        both = tuple(number_format(round(rate, digits), digits) for rate in (here, there))
        if both[0] != both[1]:
            return both
    return None


def _rush(grounds: Grounds, code: str, is_it, sentence: str) -> Finding | None:
    copies, outing = grounds.copies, grounds.evidence.outing
    if copies.gone < LEAST_COPIES or grounds.evidence.is_on or copies.ran_out_at:
        return None
    half_at = next(at for at, gone in copies.steps if gone >= copies.gone / 2)
    lasts = (outing.ends_at - outing.starts_at) or timedelta(hours=1)
    if not is_it((half_at - outing.starts_at) / lasts):
        return None
    text = sentence.format(time=clock_time(half_at, grounds.evidence.zone))
    return Finding(code, text, _("This outing alone; another day may differ."), "copies")


def _an_hour(outings: list[Talks]) -> tuple[float, float]:
    """Mean talks an hour, less and more twice its standard error: the unit is an outing."""
    rates = [one.conversations / max(one.hours, 0.25) for one in outings]
    mean = sum(rates) / len(rates)
    spread = (sum((rate - mean) ** 2 for rate in rates) / (len(rates) - 1)) ** 0.5
    error = 2 * max(spread, mean**0.5 / 2) / len(rates) ** 0.5
    return mean - error, mean + error
