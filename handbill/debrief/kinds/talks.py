"""Talks: how people took them, and a language that nobody there speaks."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.languages import language_name
from handbill.debrief.evidence import WARM
from handbill.debrief.kinds.ground import Finding, Grounds
from handbill.numbers import rate

LEAST_SPEAKERS = 3
SURE = 0.01


def reception(grounds: Grounds) -> Finding | None:
    """The share of talks taken with interest against earlier outings of this kind; evidence as numbers.rate asks for.

    Beside what is asked and given it is a third rate of the same day, so it must be surer: else ordinary days raise alarms.
    Nothing where too few noted talks: it would be a rate of one or two people.
    """
    if not grounds.funnel.shows_shares:
        return None
    noted = [talk.reception for talk in grounds.evidence.happened.conversations if talk.reception]
    warm = sum(one >= WARM for one in noted)
    said = rate([(one.warm, one.taken) for one in grounds.before], warm, len(noted))
    if said is None or said.verdict == "usual" or said.mid_p > SURE:
        return None
    numbers = {"warm": warm, "of": len(noted), "usual": round(100 * said.usual)}
    numbers |= {"low": round(100 * said.low), "high": round(100 * said.high)}
    if said.verdict == "high":
        text = ngettext(
            "{warm} of {of} talk was taken with interest, more than usual ({usual}%).",
            "{warm} of {of} talks were taken with interest, more than usual ({usual}%).",
            len(noted),
        )
    else:
        text = ngettext(
            "{warm} of {of} talk was taken with interest; usually it is {usual}%. What was different?",
            "{warm} of {of} talks were taken with interest; usually it is {usual}%. What was different?",
            len(noted),
        )
    sure = _("On an ordinary day it is {low} to {high}%.")
    return Finding("reception", text.format(**numbers), sure.format(**numbers), "talks", said.mid_p)


def language_nobody_spoke(grounds: Grounds) -> Finding | None:
    """At least 3 talks with people of one language that none of those who came has."""
    languages = Counter(talk.language for talk in grounds.evidence.happened.conversations if talk.language)
    languages = {code: n for code, n in languages.items() if code.split("-")[0] not in grounds.languages_there}
    if not languages or max(languages.values()) < LEAST_SPEAKERS:
        return None
    code, n = max(languages.items(), key=lambda pair: (pair[1], pair[0]))
    text = ngettext(
        "{n} person would rather speak {language}, which nobody who came has as her language here.",
        "{n} people would rather speak {language}, which nobody who came has as her language here.",
        n,
    )
    sure = _("As far as members have set their language on their own page.")
    return Finding("language", text.format(n=n, language=language_name(code)), sure, "languages")
