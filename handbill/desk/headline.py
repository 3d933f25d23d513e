"""The sentence Today opens with, chosen by rule from a short list. What is next stands in the marker."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from handbill.accounts.models import Member
from handbill.followup.queries import Counts


def headline(counts: Counts | None, member: Member) -> SafeString:
    """Late first, then who waits and how many of them today; without people, what the page is for."""
    if counts is None or not member.has_people:
        return mark_safe(_("What is on, and what was decided"))  # noqa: S308  our own words
    if counts.late:
        return _late(counts.late)
    if not counts.mine:
        return mark_safe(_("Nobody is waiting for you."))  # noqa: S308  our own words
    return _waiting(counts.mine, counts.due_today)


def _late(late: int) -> SafeString:
    sentence = ngettext(
        "{people} person has <mark>waited too long</mark> to hear from you.",
        "{people} people have <mark>waited too long</mark> to hear from you.",
        late,
    )
    return format_html(sentence, people=people_in_words(late))


def _waiting(mine: int, due_today: int) -> SafeString:
    if not due_today:
        sentence = ngettext(
            "{people} person is waiting to hear from you.", "{people} people are waiting to hear from you.", mine
        )
    elif due_today == mine:
        sentence = ngettext(
            "{people} person is waiting to hear from you, <mark>today.</mark>",
            "{people} people are waiting to hear from you, <mark>all of them today.</mark>",
            mine,
        )
    else:
        sentence = ngettext(
            "{people} people are waiting to hear from you, <mark>one of them today.</mark>",
            "{people} people are waiting to hear from you, <mark>{today} of them today.</mark>",
            due_today,
        )
    return format_html(sentence, people=people_in_words(mine), today=some_in_words(due_today))


def people_in_words(n: int) -> str:
    """One to nine as words, as a sentence about people begins; from ten on figures."""
    words = {
        1: pgettext("people, first word of a sentence", "One"),
        2: pgettext("people, first word of a sentence", "Two"),
        3: pgettext("people, first word of a sentence", "Three"),
        4: pgettext("people, first word of a sentence", "Four"),
        5: pgettext("people, first word of a sentence", "Five"),
        6: pgettext("people, first word of a sentence", "Six"),
        7: pgettext("people, first word of a sentence", "Seven"),
        8: pgettext("people, first word of a sentence", "Eight"),
        9: pgettext("people, first word of a sentence", "Nine"),
    }
    return words.get(n, str(n))


def some_in_words(n: int) -> str:
    """The same inside a sentence: '… of them'."""
    words = {
        2: pgettext("people, inside a sentence", "two"),
        3: pgettext("people, inside a sentence", "three"),
        4: pgettext("people, inside a sentence", "four"),
        5: pgettext("people, inside a sentence", "five"),
        6: pgettext("people, inside a sentence", "six"),
        7: pgettext("people, inside a sentence", "seven"),
        8: pgettext("people, inside a sentence", "eight"),
    }
    return words.get(n, str(n))
