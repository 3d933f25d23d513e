"""Sentences about where copies are."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.copies.queries import Whereabouts


def headline(where: Whereabouts) -> str:
    """1,200 printed, 717 handed out, 412 in the cupboard"""
    if not where.all:
        return _("Not printed yet")
    if where.by_letterbox:
        sentence = ngettext(
            "{printed} printed, {out} handed out, {letterbox} through letterboxes, {cupboard} in the cupboard",
            "{printed} printed, {out} handed out, {letterbox} through letterboxes, {cupboard} in the cupboard",
            where.printed,
        )
    else:
        sentence = ngettext(
            "{printed} printed, {out} handed out, {cupboard} in the cupboard",
            "{printed} printed, {out} handed out, {cupboard} in the cupboard",
            where.printed,
        )
    return sentence.format(
        printed=_number(where.printed),
        out=_number(where.handed_out),
        letterbox=_number(where.by_letterbox),
        cupboard=_number(where.in_cupboard),
    )


def in_words(where: Whereabouts) -> str:
    """The bar, for those who do not see it."""
    sentence = ngettext(
        "Of {all} copy: {out} handed out, {friends} of them extra for friends, {letterbox} through letterboxes, "
        "{others} with members, outings and places, {cupboard} in the cupboard, {gone} lost or given on, "
        "{missing} not accounted for",
        "Of {all} copies: {out} handed out, {friends} of them extra for friends, {letterbox} through letterboxes, "
        "{others} with members, outings and places, {cupboard} in the cupboard, {gone} lost or given on, "
        "{missing} not accounted for",
        where.all,
    )
    return sentence.format(
        all=_number(where.all),
        out=_number(where.handed_out),
        friends=_number(where.for_friends),
        letterbox=_number(where.by_letterbox),
        others=_number(sum(other.copies for other in where.others)),
        cupboard=_number(where.in_cupboard),
        gone=_number(where.gone),
        missing=_number(where.missing),
    )


def missing_words(missing: int) -> str:
    """Does not add up: 11 copies are not accounted for."""
    words = ngettext(
        "Does not add up: {n} copy is not accounted for.", "Does not add up: {n} copies are not accounted for.", missing
    )
    return words.format(n=_number(missing)) if missing else ""


def _number(n: int) -> str:
    return number_format(n, use_l10n=True, force_grouping=True)
