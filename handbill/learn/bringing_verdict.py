"""Whether what was brought was right, said after the outing, against what had been advised before it."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from handbill.learn.bringing import Past, past_at
from handbill.plan.models import Outing


@dataclass(frozen=True)
class Verdict:
    """`kind`: enough, ran_out_below (fewer were brought than advised), ran_out_all_the_same, too_many."""

    kind: str
    sentence: str
    advised: int
    brought: int
    went: int


def verdict_of(outing: Outing) -> Verdict | None:
    """None where nothing was advised when copies were booked, nothing was brought, or its copies are not known yet."""
    past = past_at(outing) if outing.copies_advised else None
    if past is None or not past.brought:
        return None
    kind = _kind(outing.copies_advised, past)
    return Verdict(kind, _sentence(kind, outing.copies_advised, past), outing.copies_advised, past.brought, went(past))


def went(past: Past) -> int:
    return min(past.handed_out, past.brought) if past.brought else past.handed_out


def _kind(advised: int, past: Past) -> str:
    if past.ran_out:
        return "ran_out_below" if past.brought < advised else "ran_out_all_the_same"
    return "too_many" if went(past) < past.brought / 3 else "enough"


def _sentence(kind: str, advised: int, past: Past) -> str:
    left = past.brought - went(past)
    words = {"advised": advised, "brought": past.brought, "went": went(past), "left": left}
    if kind == "ran_out_below":
        return ngettext(
            "{advised} copies had been advised. {brought} was brought, and it ran out.",
            "{advised} copies had been advised. {brought} were brought, and they ran out.",
            past.brought,
        ).format(**words)
    if kind == "ran_out_all_the_same":
        return ngettext(
            "{advised} copies had been advised and {brought} was brought, and it ran out all the same. "
            "That is to be expected 1 time in 10; the next advice counts it in.",
            "{advised} copies had been advised and {brought} were brought, and they ran out all the same. "
            "That is to be expected 1 time in 10; the next advice counts it in.",
            past.brought,
        ).format(**words)
    if kind == "too_many":
        return ngettext(
            "{advised} copies had been advised. {brought} was brought and {went} went: a quiet day, or too many. "
            "The next advice counts it in.",
            "{advised} copies had been advised. {brought} were brought and {went} went: a quiet day, or too many. "
            "The next advice counts it in.",
            past.brought,
        ).format(**words)
    return ngettext(
        "{advised} copies had been advised. {brought} were brought and {went} went: they were enough, {left} was left.",
        "{advised} copies had been advised. {brought} were brought and {went} went: they were enough, {left} were left.",
        left,
    ).format(**words)
