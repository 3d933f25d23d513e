"""Questions of the group's list, and points of the guide."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.debrief.evidence import WARM
from handbill.debrief.kinds.ground import Finding, Grounds
from handbill.debrief.kinds.talks import SURE
from handbill.numbers import rate

LEAST_NEW, LEAST_OUTINGS = 3, 3
LEAST_TALKS = 5


def new_question(grounds: Grounds) -> Finding | None:
    """Asked at least 3 times, and never at any of at least 3 earlier outings of this kind."""
    if len(grounds.before) < LEAST_OUTINGS:
        return None
    earlier = set().union(*(one.questions for one in grounds.before))
    asked = {id: n for id, n in _asked(grounds).items() if id not in earlier and n >= LEAST_NEW}
    if not asked:
        return None
    id, n = max(asked.items(), key=lambda pair: (pair[1], str(pair[0])))
    text = ngettext(
        "New: “{question}” came up {n} time, and at no earlier outing of this kind.",
        "New: “{question}” came up {n} times, and at no earlier outing of this kind.",
        n,
    )
    back = len(grounds.before)
    sure = ngettext(
        "As far back as the last {n} outing of this kind.", "As far back as the last {n} outings of this kind.", back
    )
    text = text.format(question=grounds.question_texts[id], n=n)
    return Finding("question_new", text, sure.format(n=back), "questions")


def rising_question(grounds: Grounds) -> Finding | None:
    """The question whose share of talks lies farthest above its usual; the more questions were asked, the surer it must be.

    Nothing where too few noted talks: it would be a rate of one or two people.
    """
    if not grounds.funnel.shows_shares:
        return None
    talks = len(grounds.evidence.happened.conversations)
    found = []
    asked = _asked(grounds)
    for id, n in asked.items():
        earlier = [(min(one.questions[id], one.conversations), one.conversations) for one in grounds.before]
        said = rate(earlier, min(n, talks), talks) if any(k for k, _of in earlier) else None
        if said and said.verdict == "high" and said.mid_p < SURE / len(asked):
            found.append((said.mid_p, id, n, said))
    if not found:
        return None
    mid_p, id, n, said = min(found, key=lambda one: (one[0], str(one[1])))
    text = ngettext(
        "“{question}” came up in {n} of {of} talk, more often than usual ({usual}%).",
        "“{question}” came up in {n} of {of} talks, more often than usual ({usual}%).",
        talks,
    )
    text = text.format(question=grounds.question_texts[id], n=n, of=talks, usual=round(100 * said.usual))
    sure = _("On an ordinary day it is {low} to {high}%.")
    return Finding(
        "question_rising", text, sure.format(low=round(100 * said.low), high=round(100 * said.high)), "questions", mid_p
    )


def point_raised(grounds: Grounds) -> Finding | None:
    """The point of the guide raised in most talks, with how those were taken where at least 5 were noted."""
    raised = Counter(id for talk in grounds.evidence.happened.conversations for id in talk.points)
    raised = {id: n for id, n in raised.items() if id in grounds.point_texts and n >= LEAST_TALKS}
    if not raised:
        return None
    id, n = max(raised.items(), key=lambda pair: (pair[1], str(pair[0])))
    noted = [talk.reception for talk in grounds.evidence.happened.conversations if id in talk.points and talk.reception]
    if len(noted) < LEAST_TALKS:
        return None
    warm = sum(one >= WARM for one in noted)
    text = ngettext(
        "“{point}” was raised in {n} talk; {warm} of {of} noted were taken with interest.",
        "“{point}” was raised in {n} talks; {warm} of {of} noted were taken with interest.",
        n,
    )
    text = text.format(point=grounds.point_texts[id], n=n, warm=warm, of=len(noted))
    return Finding("point", text, _("A count, no comparison: who raises a point also chooses when."), "points")


def _asked(grounds: Grounds) -> Counter:
    counts = grounds.evidence.happened.heard_from()
    return Counter({id: n for id, n in counts.items() if id in grounds.question_texts})
