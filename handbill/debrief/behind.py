"""The facts behind a finding, as a list: when and what, never who."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handbill.accounts.keyring import Keyring
from handbill.base.languages import language_name
from handbill.debrief.behind_decisions import decided_last_time
from handbill.debrief.behind_lines import Line
from handbill.debrief.behind_sign_ups import signed_up_since
from handbill.debrief.evidence import Evidence
from handbill.debrief.kinds.ground import Grounds
from handbill.facts.happened import Handout

RECEPTIONS = {
    1: gettext_lazy("turned away"),
    2: gettext_lazy("listened"),
    3: gettext_lazy("interested"),
    4: gettext_lazy("want to help"),
}
ASKS = {
    "given": gettext_lazy("asked, gave a contact"),
    "refused": gettext_lazy("asked, gave none"),
    "later": gettext_lazy("asked, later perhaps"),
    "not_asked": gettext_lazy("not asked"),
}
MOST = 500


def facts_behind(name: str, grounds: Grounds, keyring: Keyring | None) -> tuple[str, list[Line]] | None:
    """A heading and its lines in order of time; None for a list that does not exist."""
    if name not in LISTS:
        return None
    heading, lines = LISTS[name]
    if lines in COUNTED:
        return str(heading), lines(grounds.evidence.outing, keyring)
    found = sorted(lines(grounds), key=lambda line: line.at)
    return str(heading), found[:MOST]


def _copies(grounds: Grounds) -> Iterable[Line]:
    happened = grounds.evidence.happened
    for one in happened.handouts:
        yield Line(one.at, _handed_out(one))
    for one in happened.asked_in_vain:
        said = ngettext("{n} person wanted one in vain", "{n} people wanted one in vain", one.people)
        yield Line(one.at, said.format(n=one.people))
    for one in happened.counts:
        yield Line(one.at, ngettext("{n} copy counted", "{n} copies counted", one.copies).format(n=one.copies))


def _handed_out(one: Handout) -> str:
    if one.way == "letterbox":
        said = ngettext("{n} copy through a letterbox", "{n} copies through letterboxes", one.copies)
    elif one.way == "left_at_place":
        said = ngettext("{n} copy left at the place", "{n} copies left at the place", one.copies)
    else:
        said = ngettext("{n} copy handed out", "{n} copies handed out", one.copies)
    return said.format(n=one.copies)


def _talks(grounds: Grounds) -> Iterable[Line]:
    for talk in grounds.evidence.happened.conversations:
        parts = [ASKS.get(talk.ask), RECEPTIONS.get(talk.reception)]
        yield Line(talk.at, " · ".join(str(part) for part in parts if part) or _("a talk"))


def _languages(grounds: Grounds) -> Iterable[Line]:
    talks = grounds.evidence.happened.conversations
    return (Line(talk.at, language_name(talk.language)) for talk in talks if talk.language)


def _questions(grounds: Grounds) -> Iterable[Line]:
    return _topics(grounds.evidence, grounds.question_texts, lambda talk: talk.questions)


def _points(grounds: Grounds) -> Iterable[Line]:
    return _topics(grounds.evidence, grounds.point_texts, lambda talk: talk.points)


def _topics(evidence: Evidence, texts: dict, of: Callable) -> Iterable[Line]:
    for talk in evidence.happened.conversations:
        for id in of(talk):
            if id in texts:
                yield Line(talk.at, texts[id])


def _contacts(grounds: Grounds) -> Iterable[Line]:
    for contact in grounds.evidence.happened.contacts:
        yield Line(contact.at, _("a contact given"))
    for attempt in grounds.evidence.happened.attempts:
        reached = attempt.outcome in ("talked", "no_contact")
        yield Line(attempt.at, _("somebody heard back") if reached else _("tried"))


LISTS = {
    "copies": (gettext_lazy("Copies"), _copies),
    "talks": (gettext_lazy("Conversations"), _talks),
    "languages": (gettext_lazy("Languages"), _languages),
    "questions": (gettext_lazy("Questions"), _questions),
    "points": (gettext_lazy("Points of the guide"), _points),
    "contacts": (gettext_lazy("Contacts and who heard back"), _contacts),
    "decisions": (gettext_lazy("Decisions of last time"), decided_last_time),
    "sign_ups": (gettext_lazy("Sign-ups from these batches"), signed_up_since),
}
COUNTED = (
    decided_last_time,
    signed_up_since,
)  # not facts of this outing: read from the database, in an order of their own
