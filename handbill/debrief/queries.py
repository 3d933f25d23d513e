"""The whole debrief of an outing, put together at the moment it is asked for."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.debrief import chart, said
from handbill.debrief.behind import LISTS
from handbill.debrief.evidence import Evidence, evidence_of
from handbill.debrief.findings import Sentence, about_contacts, about_conversations, about_copies
from handbill.debrief.grounds import grounds_of
from handbill.debrief.headline import Headline, headline_of
from handbill.debrief.kinds import findings_of
from handbill.debrief.kinds.copies import copies_next_time
from handbill.debrief.kinds.ground import Finding, Grounds
from handbill.debrief.phones import Phones, phones_of
from handbill.debrief.prompts import prompts_for
from handbill.debrief.steps import Funnel, GettingBack, Step, funnel_of, getting_back, percent_for, was_there
from handbill.debrief.stock import Copies, copies_of
from handbill.learn.bringing import would_have_gone
from handbill.plan.decisions import open_texts
from handbill.plan.models import Decision, Outing

SAYS_NOTHING = ("cancelled", "ahead", "on", "waiting", "nothing")


@dataclass(frozen=True)
class Pictures:
    """When the copies went: the drawing twice, in words, and the numbers behind it.

    `likely`, from, to: what would have gone by the end, had there been enough; None where that is not known.
    """

    wide: SafeString
    narrow: SafeString
    words: str
    slots: list[tuple[datetime, int, int, int]]
    likely: tuple[int, int, int] | None


@dataclass(frozen=True)
class Row:
    """One line of 'from talk to contact'; `percent` only where the reader may see it."""

    step: Step
    percent: int | None
    band: SafeString | str


@dataclass(frozen=True)
class Debrief:
    """Everything on the page."""

    outing: Outing
    evidence: Evidence
    headline: Headline
    findings: list[list[Sentence]]
    phones: Phones
    copies: Copies
    pictures: Pictures | None
    rows: list[Row]
    more: list[Finding]
    back: GettingBack
    heard: said.Heard
    answered: list[said.Answered]
    decisions: list[tuple[Decision, str | None]]
    is_on: bool

    @property
    def has_happened(self) -> bool:
        return self.headline.kind not in SAYS_NOTHING

    @property
    def can_be_talked_over(self) -> bool:
        """Remarks and decisions need no phone: what was not noted can still be talked over."""
        return self.headline.kind not in ("cancelled", "ahead", "on") or bool(self.decisions)

    @property
    def led(self) -> list[tuple[list[Sentence], str]]:
        """What stands under the headline, each with the list of its facts."""
        return list(zip(self.findings, ("copies", "talks", "contacts"), strict=True))

    @property
    def lists(self) -> tuple[str, ...]:
        """Lists of facts that can be looked at."""
        return tuple(LISTS)

    @property
    def has_bands(self) -> bool:
        return any(row.band for row in self.rows)


def debrief_of(outing: Outing, keyring: Keyring | None, *, reader: Member) -> Debrief:
    """Derived from what the phones have sent by now. A viewer reads it without opened texts."""
    keyring = keyring if reader.may_note else None
    evidence = evidence_of(outing)
    copies, funnel, back, phones = copies_of(evidence), funnel_of(evidence), getting_back(evidence), phones_of(evidence)
    answers = said.prompts_of(evidence)
    put = prompts_for(evidence, copies, funnel, back, set(answers.values()))
    grounds = None if evidence.is_empty else grounds_of(evidence, copies, funnel, back)
    return Debrief(
        outing=outing,
        evidence=evidence,
        headline=headline_of(evidence, copies, funnel, back, phones),
        findings=[
            about_copies(evidence, copies, copies_next_time(grounds) if grounds else None),
            about_conversations(evidence, funnel),
            about_contacts(evidence, back),
        ],
        phones=phones,
        copies=copies,
        pictures=_pictures(evidence, copies) if copies.gone else None,
        rows=_rows(evidence, funnel, reader),
        more=findings_of(grounds) if grounds else [],
        back=back,
        heard=said.heard_at(evidence, keyring),
        answered=said.remarks_under(put, answers, evidence, keyring, reader),
        decisions=_decisions(outing, keyring),
        is_on=evidence.is_on,
    )


def grounds_at(outing: Outing) -> Grounds:
    """What the findings of an outing rest on."""
    evidence = evidence_of(outing)
    return grounds_of(evidence, copies_of(evidence), funnel_of(evidence), getting_back(evidence))


def _pictures(evidence: Evidence, copies: Copies) -> Pictures:
    likely = would_have_gone(evidence.outing) if copies.ran_out_at and not evidence.is_on else None
    return Pictures(
        chart.drawing(evidence, copies, likely=likely),
        chart.drawing(evidence, copies, 360, 280, likely=likely),
        chart.finding(evidence, copies, likely),
        chart.slots(evidence, copies),
        likely,
    )


def _rows(evidence: Evidence, funnel: Funnel, reader: Member) -> list[Row]:
    shows = funnel.shows_shares or was_there(evidence, reader)
    return [
        Row(step, percent_for(step) if shows else None, _band(step))
        for step in (funnel.conversations, funnel.asked, funnel.gave)
    ]


def _band(step: Step) -> SafeString | str:
    if step.usual is None:
        return ""
    shares = {name: round(100 * getattr(step.usual, name)) for name in ("share", "low", "high")}
    label = _("{share}% this time; 8 in 10 outings of this kind: {low} to {high}%").format(**shares)
    return chart.band(step.usual, label, step.code)


def _decisions(outing: Outing, keyring: Keyring | None) -> list[tuple[Decision, str | None]]:
    decisions = list(Decision.objects.filter(outing=outing).select_related("owner"))
    words = open_texts(decisions, keyring)
    return [(decision, words[decision.id]) for decision in decisions]
