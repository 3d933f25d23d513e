"""The advice on copies in whole sentences."""

import math
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.moments import clock_time
from handbill.learn.bringing import Advice, Basis, Choice

ROUND = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200)
HARDLY_EVER, NEARLY_ALWAYS = 1 / 250, 0.985


def risk_sentence(choice: Choice) -> str:
    """How often such a number is not enough."""
    p = choice.p_runout
    if p >= NEARLY_ALWAYS:
        return _("You would almost certainly run out (99 times in 100).")
    if p > 0.55:
        n = min(9, round(10 * p))
        return ngettext("You would run out {n} time in 10.", "You would run out {n} times in 10.", n).format(n=n)
    if p < HARDLY_EVER:
        return _("You would hardly ever run out.")
    n = one_in(p)
    return ngettext("You would run out 1 time in {n}.", "You would run out 1 time in {n}.", n).format(n=n)


def short_risk(choice: Choice) -> str:
    """The same under a number."""
    p = choice.p_runout
    if p > 0.55:
        n = min(9, round(10 * p))
        return ngettext("out {n} in 10", "out {n} in 10", n).format(n=n)
    if p < HARDLY_EVER:
        return _("hardly ever out")
    n = one_in(p)
    return ngettext("out 1 in {n}", "out 1 in {n}", n).format(n=n)


def home_sentence(choice: Choice) -> str:
    """How many are carried home, on average."""
    n = about(choice.home)
    if not n:
        return _("Hardly a copy would come home.")
    return ngettext("About {n} copy would come home.", "About {n} copies would come home.", n).format(n=n)


def short_home(choice: Choice) -> str:
    n = about(choice.home)
    return ngettext("about {n} home", "about {n} home", n).format(n=n)


def trade_sentence(choice: Choice) -> str:
    """Another number with its price, for the line below the advice."""
    n, words = about(choice.home), {"copies": choice.copies, "in": one_in(choice.p_runout)}
    if choice.p_runout > 0.55:
        words["in"] = min(9, round(10 * choice.p_runout))
        sentence = ngettext(
            "With {copies} you run out {in} times in 10, and about {n} comes home.",
            "With {copies} you run out {in} times in 10, and about {n} come home.",
            n,
        )
    else:
        sentence = ngettext(
            "With {copies} you run out 1 time in {in}, and about {n} comes home.",
            "With {copies} you run out 1 time in {in}, and about {n} come home.",
            n,
        )
    return sentence.format(n=n, **words)


def range_sentence(advice: Advice) -> str:
    """8 in 10 outings lie in it."""
    low, high = map(about, advice.demand.range80())
    if advice.is_cold:
        sentence = ngettext(
            "At 8 outings in 10 like this, between {low} and {high} copy would go. That is wide.",
            "At 8 outings in 10 like this, between {low} and {high} copies would go. That is wide.",
            high,
        )
    else:
        sentence = ngettext(
            "At 8 outings in 10 like this, between {low} and {high} copy would go.",
            "At 8 outings in 10 like this, between {low} and {high} copies would go.",
            high,
        )
    return sentence.format(low=low, high=high)


def last_sentence(advice: Advice) -> str:
    """What happened here last time; empty where nothing did."""
    last = advice.last_here
    if last is None:
        return ""
    words = {"brought": last.brought, "went": last.handed_out}
    if last.brought is None:
        return ngettext("Last time here {n} copy went.", "Last time here {n} copies went.", last.handed_out).format(
            n=last.handed_out
        )
    if last.ran_out and last.ran_out_hours is not None:
        at = last.outing.starts_at + timedelta(hours=last.ran_out_hours)
        sentence = ngettext(
            "Last time here you brought {brought} and were out by {time}.",
            "Last time here you brought {brought} and were out by {time}.",
            last.brought,
        )
        return sentence.format(**words, time=clock_time(at, last.outing.zone))
    if last.ran_out:
        sentence = ngettext(
            "Last time here you brought {brought}, and it went early.",
            "Last time here you brought {brought}, and they ran out.",
            last.brought,
        )
    else:
        sentence = ngettext(
            "Last time here you brought {brought}, and {went} went.",
            "Last time here you brought {brought}, and {went} went.",
            last.brought,
        )
    return sentence.format(**words)


def basis_sentences(basis: Basis) -> list[str]:
    """What the advice rests on; counts only."""
    sentences = []
    if basis.here:
        sentences.append(_here_sentence(basis))
    others = basis.of_kind - basis.here
    if others:
        sentences.append(_others_sentence(others, basis.of_kind_ran_out - basis.here_ran_out, bool(basis.here)))
    if basis.times_missing:
        n = basis.times_missing
        sentences.append(
            ngettext(
                "For {n} that ran out the time is not known, so that all it says is “not enough”.",
                "For {n} that ran out the time is not known, so that all they say is “not enough”.",
                n,
            ).format(n=n)
        )
    if basis.waiting:
        n = basis.waiting
        sentences.append(
            ngettext(
                "{n} outing is left out until its phones have sent.",
                "{n} outings are left out until their phones have sent.",
                n,
            ).format(n=n)
        )
    return sentences


def cold_sentence(advice: Advice) -> str:
    """Why it is a range, said first."""
    n = advice.basis.of_kind
    if not n and advice.guess:
        return ngettext(
            "It cannot know yet: no outing of this kind has been counted. This starts from a guess of {guess}.",
            "It cannot know yet: no outing of this kind has been counted. This starts from a guess of {guess}.",
            advice.guess,
        ).format(guess=advice.guess)
    if not n:
        return _(
            "It cannot know yet. A guess of your own narrows it; count well this time, and the next advice is better."
        )
    return ngettext(
        "It cannot know much yet: {n} outing of this kind has been counted. Count well this time.",
        "It cannot know much yet: {n} outings of this kind have been counted. Count well this time.",
        n,
    ).format(n=n)


def cap_sentence(advice: Advice) -> str:
    """Why it is not more."""
    most = advice.basis.most_brought
    if most:
        return ngettext(
            "The figures leave room for {more}. But the most that was ever brought to this kind of place is {most}, and all "
            "that is known is that it was not always enough. So it goes up step by step.",
            "The figures leave room for {more}. But the most that was ever brought to this kind of place is {most}, and all "
            "that is known is that it was not always enough. So it goes up step by step.",
            advice.uncapped,
        ).format(more=advice.uncapped, most=most)
    return ngettext(
        "The figures leave room for {more}, but nothing is known yet beyond the guess of {guess}. So it goes up step by step.",
        "The figures leave room for {more}, but nothing is known yet beyond the guess of {guess}. So it goes up step by step.",
        advice.uncapped,
    ).format(more=advice.uncapped, guess=advice.guess)


def one_in(p: float) -> int:
    """The nearest number of times that people say: 1 in 10, 1 in 25."""
    return min(ROUND, key=lambda n: abs(math.log(n * p))) if p > 0 else ROUND[-1]


def about(n: float) -> int:
    """Rounded as one says it: to ones up to 20, to fives up to 100, then to tens."""
    step = 1 if n < 20 else 5 if n < 100 else 10
    return round(n / step) * step


def _here_sentence(basis: Basis) -> str:
    if not basis.here_ran_out:
        return ngettext(
            "{n} outing here; the copies lasted.", "{n} outings here; the copies always lasted.", basis.here
        ).format(n=basis.here)
    if basis.here == 1:
        return _("1 outing here; the copies ran out.")
    return ngettext(
        "{n} outing here; the copies ran out at {out} of them.",
        "{n} outings here; the copies ran out at {out} of them.",
        basis.here,
    ).format(n=basis.here, out=basis.here_ran_out)


def _others_sentence(n: int, ran_out: int, has_here: bool) -> str:
    if has_here:
        sentence = ngettext(
            "{n} outing at another place of this kind, of which {out} ran out.",
            "{n} outings at other places of this kind, of which {out} ran out.",
            n,
        )
    else:
        sentence = ngettext(
            "None here yet. {n} outing at another place of this kind, of which {out} ran out.",
            "None here yet. {n} outings at other places of this kind, of which {out} ran out.",
            n,
        )
    return sentence.format(n=n, out=ran_out)
