"""Reads what the kinds of finding need beside the outing's own facts. The number of queries is fixed."""

import uuid
from datetime import timedelta

from handbill.base.clock import now
from handbill.debrief.behind_decisions import last_decisions
from handbill.debrief.behind_sign_ups import answers_since
from handbill.debrief.evidence import Evidence
from handbill.debrief.kinds.ground import Grounds
from handbill.debrief.steps import Funnel, GettingBack
from handbill.debrief.stock import Copies
from handbill.facts.models import Question
from handbill.learn.bringing import Advice, advice_for
from handbill.plan.models import GuidePoint, Outing


def grounds_of(evidence: Evidence, copies: Copies, funnel: Funnel, back: GettingBack) -> Grounds:
    outing = evidence.outing
    advice = _the_same_again(evidence) if copies.gone and not evidence.is_on else None
    return Grounds(
        evidence=evidence,
        copies=copies,
        funnel=funnel,
        back=back,
        question_texts=_texts(
            Question.objects.filter(group=outing.group_id, id__in=list(evidence.happened.heard_from()))
        ),
        point_texts=_texts(GuidePoint.objects.filter(outing=outing)),
        languages_there=_languages(evidence),
        last_decisions=_last_decisions(outing),
        answers=answers_since(outing),
        bring=advice.copies if advice else None,
        bring_range=advice.demand.range80() if advice else (0, 0),
        bring_is_capped=advice is not None and advice.is_capped,
    )


def _texts(rows) -> dict[uuid.UUID, str]:
    return dict(rows.values_list("id", "text"))


def _languages(evidence: Evidence) -> frozenset[str]:
    """The group's, the lead's, and those of members who came with a phone."""
    outing = evidence.outing
    codes = {outing.group.language, outing.lead.language}
    codes |= {joining.phone.member.language for joining in evidence.phones if joining.phone.member}
    return frozenset(code.split("-")[0] for code in codes if code)


def _last_decisions(outing: Outing) -> tuple[int, int]:
    """Made after the latest earlier outing at this place, and done by now. Dropped ones are no debt."""
    kept = [decision for decision in last_decisions(outing) if not decision.dropped_at]
    return len(kept), sum(decision.done_at is not None for decision in kept)


def _the_same_again(evidence: Evidence) -> Advice:
    """What the plan's page would advise for this very outing, held once more."""
    outing = evidence.outing
    again = Outing(
        group=outing.group,
        place=outing.place,
        setting=outing.setting,
        starts_at=max(now(), outing.ends_at) + timedelta(days=1),
        crowd_expected=outing.crowd_expected,
        lead=outing.lead,
    )
    again.ends_at = again.starts_at + (outing.ends_at - outing.starts_at)
    return advice_for(again, max(len(evidence.phones), 1))
