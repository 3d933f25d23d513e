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
        else _first_sure(firm) or _("Nothing stands out yet: the ranges overlap.")
    ]
    if len(early) == 1:
        said.append(_("About “{name}”, it is too early to say.").format(name=early[0].label))
    return " ".join(said)


def verdicts(comparison: Comparison) -> list[Verdict]:
    """What is sure among the firm rows, then their neighbours that cannot be told apart, then what is too early."""
    firm = _by_rate(comparison.rows)
    sure = [_sure(one, other) for one, other in _sure_pairs(firm)]
    open_ones = [_open(one, other) for one, other in pairwise(firm) if not _is_sure(one, other)]
    early = [_early(row) for row in comparison.rows if not (row.is_firm or row.is_merged)]
    return (sure + open_ones)[:MOST_PAIRS] + early


def text_of(row: Row) -> str:
    """A row's drawing in words."""
    if not row.has_range:
        return _("{name}: no range is shown.").format(name=row.label)
    sentence = _("{name}: {mean} contacts from ten talks; 8 times in 10 it lies between {low} and {high}.")
    mean, low, high = row.of_ten
    return sentence.format(name=row.label, mean=mean, low=low, high=high)


def _by_rate(rows: list[Row]) -> list[Row]:
    return sorted((row for row in rows if row.is_firm), key=lambda row: -row.mean)


def _sure_pairs(firm: list[Row]) -> list[tuple[Row, Row]]:
    """Each pair that is sure and holds no nearer pair that is: who stands above the third stands above the fourth."""
    found, nearest = [], len(firm)
    for place in range(len(firm) - 1, -1, -1):
        below = next((other for other in range(place + 1, nearest) if _is_sure(firm[place], firm[other])), None)
        if below is not None:
            found.append((firm[place], firm[below]))
            nearest = below
    return found[::-1]


def _first_sure(firm: list[Row]) -> str:
    """Of the surest pair, where no row stands above all."""
    pairs = _sure_pairs(_by_rate(firm))
    return _sure(*pairs[0]).what if pairs else ""


def _is_sure(one: Row, other: Row) -> bool:
    """Ranges apart, and very likely so: overlapping ranges are never ranked."""
    return not one.overlaps(other) and one.chance_over(other) >= VERY_LIKELY


def _sure(one: Row, other: Row) -> Verdict:
    what = _("{one}: more contacts than “{other}”.").format(one=one.label, other=other.label)
    if one.chance_over(other) >= ALMOST_CERTAIN:
        return Verdict(what, _("Almost certain (99 in 100)."), is_sure=True)
    return Verdict(what, _("Very likely (19 in 20)."), is_sure=True)


def _open(one: Row, other: Row) -> Verdict:
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
