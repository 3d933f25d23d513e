"""Copies: far too many, and how many next time."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.debrief.kinds.ground import Finding, Grounds
from handbill.debrief.phones import is_missing

LEAST_HOME, MOST_GONE = 40, 0.4


def brought_far_too_many(grounds: Grounds) -> Finding | None:
    """Every stack was counted, at least 40 came home, and fewer than two in five went."""
    copies = grounds.copies
    if copies.home is None or copies.ran_out_at or copies.home < LEAST_HOME or not copies.brought:
        return None
    if copies.gone > MOST_GONE * copies.brought:
        return None
    text = ngettext(
        "{brought} copy was brought and {home} came home: far more than went.",
        "{brought} copies were brought and {home} came home: far more than went.",
        copies.brought,
    )
    return Finding(
        "too_many", text.format(brought=copies.brought, home=copies.home), _("Counted at the end."), "copies"
    )


def copies_next_time(grounds: Grounds) -> int | None:
    """What the model says for the same outing again, with this one counted in; once nothing is missing any more."""
    is_known = grounds.copies.gone and not is_missing(grounds.evidence) and not grounds.evidence.is_on
    return grounds.bring if is_known else None


def bring_next_time(grounds: Grounds) -> Finding | None:
    """Said with how sure it is. After a day that ran out the number stands under the headline too."""
    if copies_next_time(grounds) is None:
        return None
    low, high = grounds.bring_range
    text = ngettext("For the same again, bring {copies}.", "For the same again, bring {copies}.", grounds.bring)
    if grounds.bring_is_capped:
        sure = _("It is three times the most you ever brought. That it would be enough cannot be said yet.")
    else:
        sure = ngettext(
            "8 times in 10 between {low} and {high} is wanted; so many run out about 1 time in 10.",
            "8 times in 10 between {low} and {high} are wanted; so many run out about 1 time in 10.",
            high,
        )
    return Finding("bring_next", text.format(copies=grounds.bring), sure.format(low=low, high=high), "copies")
