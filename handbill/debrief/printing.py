"""The debrief on paper: what the layout is given, and the PDF. What is sealed for its reader is not on it."""

from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from handbill.base import clock, moments
from handbill.base.typesetting import typeset
from handbill.debrief.chart import had_words, likely_words, span
from handbill.debrief.queries import Debrief
from handbill.plan.models import Outing

EVERY = 6  # marks on the line of time


def printed(debrief: Debrief) -> bytes:
    """One PDF, one page for an ordinary outing, in the reader's language."""
    outing = debrief.outing
    content = {
        "group": outing.group.name,
        "where": _where(outing),
        "headline": debrief.headline.sentence,
        "findings": [
            [{"text": one.text, "marked": one.is_marked} for one in finding]
            for finding in (debrief.findings if debrief.has_happened else [])
        ],
        "missing": " ".join(debrief.phones.sentences if debrief.phones.missing else []),
        "chart": _chart(debrief),
        "steps": _steps(debrief),
        "more": [{"text": finding.text, "sure": finding.how_sure} for finding in debrief.more],
        "heard": [[question.text, n] for question, n in debrief.heard.listed],
        "said": [_said(answered) for answered in debrief.answered if answered.remarks or answered.put],
        "decided": [_decided(decision, words, outing) for decision, words in debrief.decisions if words],
        "words": _words(),
    }
    return typeset(
        "debrief/debrief.typ",
        content,
        title=_("Debrief: {place}").format(place=outing.place.name),
        language=get_language() or outing.group.language,
        moment=clock.now(),
    )


def _where(outing: Outing) -> str:
    day = moments.long_day(outing.starts_at.astimezone(outing.zone))
    hours = moments.hours_words(outing.starts_at, outing.ends_at, outing.zone)
    return _("{place}, {day}, {hours}").format(place=outing.place.name, day=day, hours=hours)


def _words() -> dict[str, str]:
    return {
        "chart": _("When the copies went"),
        "steps": _("From talk to contact"),
        "more": _("What else the numbers say"),
        "heard": _("What people asked"),
        "said": _("What do we make of it?"),
        "decided": _("Decided"),
    }


def _chart(debrief: Debrief) -> dict | None:
    """Shares of the drawing's width and height, so that the layout knows nothing of time or copies."""
    copies, evidence = debrief.copies, debrief.evidence
    if not debrief.pictures:
        return None
    begin, end = span(evidence, copies)
    likely = debrief.pictures.likely
    top = max(copies.brought, copies.gone, *(likely or ())) * 1.08

    def x(at: datetime) -> float:
        return min(max((at - begin) / (end - begin), 0), 1)

    marks = [begin + (end - begin) * n / EVERY for n in range(EVERY + 1)]
    return {
        "line": [[x(at), gone / top] for at, gone in copies.steps],
        "marks": [[x(at), moments.clock_time(at, evidence.zone)] for at in marks],
        "brought": copies.brought / top,
        "had": had_words(copies.brought) if copies.brought else "",
        "out": [x(copies.ran_out_at), moments.clock_time(copies.ran_out_at, evidence.zone)]
        if copies.ran_out_at
        else None,
        "likely": [n / top for n in likely] if likely else None,
        "likely_words": likely_words(likely) if likely else [],
        "finding": debrief.pictures.words,
    }


def _steps(debrief: Debrief) -> list[dict]:
    """Each step with its count, and its share where the reader may see it."""
    rows = []
    for row in debrief.rows if debrief.has_happened else []:
        of = "" if row.step.of is None else ngettext("of {of}", "of {of}", row.step.of).format(of=row.step.of)
        share = "" if row.percent is None else f"{row.percent}%"
        rows.append({"label": row.step.label, "count": row.step.count, "of": ", ".join(filter(None, (of, share)))})
    return rows


def _said(answered) -> dict:
    """Only what the reader could open."""
    head = str(answered.put.words) if answered.put else _("Noted on the way")
    return {"head": head, "remarks": [[one.words, one.name] for one in answered.remarks if one.words]}


def _decided(decision, words: str, outing: Outing) -> list[str]:
    due = moments.short_day(decision.due_on) if decision.due_on else ""
    return [words, decision.owner.name if decision.owner else "", due]
