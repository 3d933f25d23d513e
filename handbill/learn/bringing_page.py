"""'How many to bring' as a part of the outing's page (plan leaves the spot `plan.bring`)."""

from dataclasses import dataclass

from handbill import numbers
from handbill.learn.bringing import USUAL_RISK, Advice, Choice, advice_for, hours_of
from handbill.learn.bringing_curve import curve, finding, numbers_of
from handbill.learn.bringing_verdict import verdict_of
from handbill.learn.bringing_words import (
    about,
    basis_sentences,
    cap_sentence,
    cold_sentence,
    home_sentence,
    last_sentence,
    range_sentence,
    risk_sentence,
    short_home,
    short_risk,
    trade_sentence,
)
from handbill.plan.models import Outing

RISKS = (0.5, 0.25, USUAL_RISK, 1 / 30)
MOST = 100_000  # what can be written as a number of one's own


@dataclass(frozen=True)
class Option:
    """One of the numbers to press, with its two prices."""

    copies: int
    out: str
    home: str
    is_chosen: bool


def bring_part(page: dict) -> tuple[str, dict] | None:
    """For base.spots: advice for an outing that comes, the verdict on one that was."""
    outing: Outing = page["outing"]
    if outing.is_cancelled:
        return None
    if outing.has_ended:
        return brought_part(page)
    volunteers = max(len(page["coming"]), outing.people_needed or 0, 1)
    return "learn/_bring.html", {"bring": bring_of(advice_for(outing, volunteers), page, volunteers)}


def brought_part(page: dict) -> tuple[str, dict] | None:
    """For base.spots, on an outing that was and on its debrief: whether the number advised was right."""
    verdict = verdict_of(page["outing"]) if page["outing"].has_ended else None
    return ("learn/_brought.html", {"verdict": verdict}) if verdict else None


def bring_of(advice: Advice, page: dict, volunteers: int) -> dict:
    """Everything the part says. `pick` is the number looked at: the one asked for, else the one advised."""
    asked = page["request"].GET if "request" in page else {}
    own, most_home = _whole(asked.get("own")), _whole(asked.get("most_home"), least=0)
    booked = page["copies_booked"]
    pick = advice.choice(own or _held_down(advice, most_home))
    return {
        "advice": advice,
        "advised": advice.choice(advice.copies),
        "pick": pick,
        "short": not booked and page["in_cupboard"] < pick.copies,
        "own": own,
        "most_home": most_home,
        "volunteers": volunteers,
        "hours": hours_of(advice.outing),
        "options": _options(advice, booked or (0 if advice.is_blind and not own else pick.copies)),
        **_words(advice, pick, booked),
        **({} if advice.is_cold else _drawing(advice, advice.choice(booked) if booked and not own else pick)),
    }


def _words(advice: Advice, pick: Choice, booked: int) -> dict:
    return {
        "risk": risk_sentence(pick),
        "home": home_sentence(pick),
        "booked_trade": trade_sentence(advice.choice(booked)) if booked else "",
        "with_trade": trade_sentence(pick),
        "other_trade": trade_sentence(_other(advice, pick)),
        "range": range_sentence(advice),
        "ends": [about(end) for end in advice.demand.range80()],
        "last": last_sentence(advice),
        "basis": basis_sentences(advice.basis),
        "cold": cold_sentence(advice) if advice.is_cold else "",
        "cap": cap_sentence(advice) if advice.is_capped else "",
    }


def _drawing(advice: Advice, pick: Choice) -> dict:
    rows = [(row, short_risk(row), short_home(row)) for row in numbers_of(advice, pick)]
    return {
        "wide": curve(advice, pick),
        "narrow": curve(advice, pick, 360, 280),
        "finding": finding(advice, pick),
        "rows": rows,
    }


def _options(advice: Advice, chosen: int) -> list[Option]:
    """Fewest first; two risks that come to the same bundle are one number."""
    choices = {choice.copies: choice for choice in map(advice.at_risk, RISKS)}
    choices.setdefault(advice.copies, advice.choice(advice.copies))
    return [
        Option(copies, short_risk(choice), short_home(choice), copies == chosen)
        for copies, choice in sorted(choices.items())
    ]


def _other(advice: Advice, pick: Choice) -> Choice:
    """The trade is never one number alone: beside a pick that is safe a smaller one, beside a scarce one the advised."""
    fewer = advice.at_risk(0.25)
    if fewer.copies < pick.copies:
        return fewer
    advised = advice.choice(advice.copies)
    return advised if advised.copies != pick.copies else advice.at_risk(RISKS[-1])


def _held_down(advice: Advice, most_home: int | None) -> int:
    """As advised, or fewer where at most so many may be carried home."""
    if most_home is None:
        return advice.copies
    by_home = numbers.recommend(advice.demand, p_runout=USUAL_RISK, max_home=most_home).by_home
    return max(1, min(advice.copies, by_home))


def _whole(text: str | None, least: int = 1) -> int | None:
    """A number somebody wrote into the address; what is none is not asked for."""
    return int(text) if text and text.isascii() and text.isdigit() and least <= int(text[:7]) <= MOST else None
