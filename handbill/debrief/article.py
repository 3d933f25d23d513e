"""A debrief as the beginning of an article: what any reader may know of the day, and what was left out of it.

What goes out to readers holds no name, no contact, nothing in people's own words, and no number about fewer than 10 people
(NUMBERS, section 4: what is published). Remarks go in where an organiser has ticked each one.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from handbill.base.moments import clock_time, hours_words, long_day
from handbill.debrief.evidence import Evidence
from handbill.debrief.stock import Copies
from handbill.facts.models import Question

LEAST_PUBLISHED = 10  # people, behind any number that goes out
LEAST_ASKED = 5  # talks, for a question to be named without a number
MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


@dataclass(frozen=True)
class Draft:
    """In the group's language; the body is Markdown."""

    title: str
    deck: str
    body: str
    dateline: str


def draft_of(evidence: Evidence, copies: Copies, questions: list[tuple[Question, int]], remarks: list[str]) -> Draft:
    """`questions` of the group's list with how many talks they came up in; `remarks` are words somebody has ticked."""
    outing = evidence.outing
    with override(outing.group.language):
        parts = [_where(evidence), _copies(evidence, copies), _talks(evidence), *_asked(questions), *_said(remarks)]
        return Draft(
            title=_("At {place}").format(place=outing.place.name),
            deck=_deck(copies),
            body="\n\n".join(part for part in parts if part),
            dateline=_("{place}, {day}").format(place=outing.place.name, day=_day(evidence)),
        )


def left_out(evidence: Evidence, remarks: int, decisions: int) -> list[str]:
    """What is not in it, for whoever reads the draft; in the reader's own language."""
    said = [_("No name is in it: neither of those who were there nor of those we met.")]
    counted = (
        (
            len({contact.person for contact in evidence.happened.contacts}),
            lambda n: ngettext(
                "Left out: the details of {n} person who gave a contact.",
                "Left out: the details of {n} people who gave a contact.",
                n,
            ),
        ),
        (
            len(evidence.happened.questions_heard),
            lambda n: ngettext(
                "Left out: {n} question in somebody’s own words.", "Left out: {n} questions in people’s own words.", n
            ),
        ),
        (remarks, lambda n: ngettext("Left out: {n} remark.", "Left out: {n} remarks.", n)),
        (decisions, lambda n: ngettext("Left out: {n} decision.", "Left out: {n} decisions.", n)),
    )
    said += [words(n).format(n=n) for n, words in counted if n]
    return [*said, _("Left out: every number about fewer than 10 people.")]


def _day(evidence: Evidence) -> str:
    return long_day(evidence.outing.starts_at.astimezone(evidence.zone))


def _deck(copies: Copies) -> str:
    if copies.gone < LEAST_PUBLISHED:
        return ""
    return ngettext("{n} copy found a reader.", "{n} copies found a reader.", copies.gone).format(n=copies.gone)


def _where(evidence: Evidence) -> str:
    outing = evidence.outing
    sentence = _("On {day}, {hours}, we were at {place}.")
    hours = hours_words(outing.starts_at, outing.ends_at, evidence.zone)
    return sentence.format(day=_day(evidence), hours=hours, place=plain(outing.place.name))


def _copies(evidence: Evidence, copies: Copies) -> str:
    said = []
    if copies.gone >= LEAST_PUBLISHED and copies.ran_out_at:
        time = clock_time(copies.ran_out_at, evidence.zone)
        words = ngettext(
            "{n} copy went, and at {time} none was left.", "{n} copies went, and at {time} none was left.", copies.gone
        )
        said.append(words.format(n=copies.gone, time=time))
    elif copies.gone >= LEAST_PUBLISHED:
        said.append(ngettext("{n} copy went.", "{n} copies went.", copies.gone).format(n=copies.gone))
    if copies.in_vain >= LEAST_PUBLISHED:
        n = copies.in_vain
        words = ngettext("{n} person asked for one and went without.", "{n} people asked for one and went without.", n)
        said.append(words.format(n=n))
    return " ".join(said)


def _talks(evidence: Evidence) -> str:
    n = len(evidence.happened.conversations)
    if n < LEAST_PUBLISHED:
        return ""
    return ngettext("We talked with {n} person.", "We talked with {n} people.", n).format(n=n)


def _asked(questions: list[tuple[Question, int]]) -> list[str]:
    """What came up in at least five talks, each with the answer that the group has agreed on."""
    named = [(question, n) for question, n in questions if n >= LEAST_ASKED]
    if not named:
        return []
    parts = [f"## {_('What people asked')}"]
    for question, n in named:
        parts.append(f"**{plain(question.text)}**{_times(n)}")
        if question.answer:
            parts.append(plain(question.answer))
    return parts


def _times(n: int) -> str:
    if n < LEAST_PUBLISHED:
        return ""
    return " " + ngettext("(asked in {n} talk)", "(asked in {n} talks)", n).format(n=n)


def _said(remarks: list[str]) -> list[str]:
    if not remarks:
        return []
    return [f"## {_('What we make of it')}", *(f"> {plain(' '.join(words.split()))}" for words in remarks)]


def plain(text: str) -> str:
    """Words that stay words in Markdown."""
    return MARKS.sub(r"\\\1", text)
