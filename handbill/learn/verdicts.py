"""What can be said of a comparison and what cannot, in whole sentences with chances."""

import math
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.learn.comparing import Comparison, Row

ALMOST_CERTAIN, VERY_LIKELY = 0.99, 0.95
MOST_MORE = 20  # outings; beyond that nobody should wait for an answer
MOST_PAIRS = 4


@dataclass(frozen=True)
class Verdict:
    """`what` is compared, `says` how sure it is; `is_sure` where it may be decided on."""

    what: str
    says: str
    is_sure: bool = False


def headline(comparison: Comparison) -> str:
    """The finding of the page; where there is none, that."""
    firm, early = (
        [row for row in comparison.rows if row.is_firm is wanted and not row.is_merged] for wanted in (True, False)
    )
    if len(firm) < 2:
        return _("It is too early to compare.")
    best = comparison.best
    said = [
        _("{name}: more contacts from ten talks than anywhere else.").format(name=best.label)
        if best
        else _surest(firm) or _("Nothing stands out yet: the ranges overlap.")
    ]
    if len(early) == 1:
        said.append(_("About “{name}”, it is too early to say.").format(name=early[0].label))
    return " ".join(said)


def _surest(firm: list[Row]) -> str:
    """The first pair that is sure, where none stands above all."""
    ranked = sorted(firm, key=lambda row: -row.mean)
    pairs = (_pair(one, other) for one, other in pairwise(ranked))
    return next((pair.what for pair in pairs if pair.is_sure), "")


def verdicts(comparison: Comparison) -> list[Verdict]:
    """Neighbours of the firm rows compared, then the rows about which nothing can be said."""
    firm = sorted((row for row in comparison.rows if row.is_firm), key=lambda row: -row.mean)
    pairs = [_pair(one, other) for one, other in pairwise(firm)]
    sure = [pair for pair in pairs if pair.is_sure]
    open_ones = [pair for pair in pairs if not pair.is_sure]
    return (sure + open_ones)[:MOST_PAIRS] + [
        _early(row) for row in comparison.rows if not (row.is_firm or row.is_merged)
    ]


def text_of(row: Row) -> str:
    """A row's drawing in words."""
    if not row.has_range:
        return _("{name}: no range is shown.").format(name=row.label)
    sentence = _("{name}: {mean} contacts from ten talks; 8 times in 10 it lies between {low} and {high}.")
    mean, low, high = row.of_ten
    return sentence.format(name=row.label, mean=mean, low=low, high=high)


def _pair(one: Row, other: Row) -> Verdict:
    chance = one.chance_over(other)
    if chance >= VERY_LIKELY and not one.overlaps(other):
        what = _("{one}: more contacts than “{other}”.").format(one=one.label, other=other.label)
        return Verdict(what, _sure(chance), is_sure=True)
    what = _("“{one}” or “{other}”?").format(one=one.label, other=other.label)
    more = _more_outings(one, other)
    if more is None:
        return Verdict(what, _("No telling; they may well be alike."))
    fewer = one if one.outings <= other.outings else other
    says = ngettext(
        "No telling yet. About {n} more outing would show; “{name}” has the fewest.",
        "No telling yet. About {n} more outings would show; “{name}” has the fewest.",
        more,
    )
    return Verdict(what, says.format(n=more, name=fewer.label))


def _sure(chance: float) -> str:
    if chance >= ALMOST_CERTAIN:
        return _("Almost certain (99 in 100).")
    return _("Very likely (19 in 20).")


def _more_outings(one: Row, other: Row) -> int | None:
    """How many more of the kind seen less would tell them apart, were they as far apart as they look now."""
    apart = one.mean - other.mean
    spread = math.hypot(one.high - one.low, other.high - other.low) / 2.56
    if apart <= 0:
        return None
    times = (1.645 * spread / apart) ** 2
    more = math.ceil(min(one.outings, other.outings) * max(times - 1, 0.25))
    return more if more <= MOST_MORE else None


def _early(row: Row) -> Verdict:
    outings = ngettext("{n} outing.", "{n} outings.", row.outings).format(n=row.outings)
    return Verdict(_("{name}:").format(name=row.label), f"{outings} {_why_not(row)}")


def _why_not(row: Row) -> str:
    if row.is_hidden:
        return _("Too few people gave a contact, here or in the row beside it, to show a number.")
    if not row.is_shared:
        return _("Too few of you noted talks there; a share would be about one person.")
    if not row.has_range:
        return _("Too early to say.")
    says = _("Anything from {low} to {high} fits what you saw.")
    _mean, low, high = row.of_ten
    return says.format(low=low, high=high)
