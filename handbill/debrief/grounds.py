"""Reads what the kinds of finding need beside the outing's own facts. The number of queries is fixed."""

import uuid
from datetime import timedelta

from django.db.models import Q, Sum

from handbill.base.clock import now
from handbill.debrief.evidence import Evidence
from handbill.debrief.kinds.ground import Grounds
from handbill.debrief.steps import Funnel, GettingBack
from handbill.debrief.stock import Copies
from handbill.facts.models import Question, SignUpTally
from handbill.learn.bringing import Advice, advice_for
from handbill.plan.models import Booking, Decision, GuidePoint, Outing


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
        answers=_answers(outing),
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
    earlier = Decision.objects.filter(group=outing.group_id, outing__place=outing.place_id, dropped_at=None)
    earlier = earlier.filter(outing__starts_at__lt=outing.starts_at).order_by("-outing__starts_at")
    rows = list(earlier.values_list("outing", "done_at")[:40])
    last = [done_at for outing_id, done_at in rows if outing_id == rows[0][0]]
    return len(last), sum(done_at is not None for done_at in last)


def _answers(outing: Outing) -> tuple[int, int]:
    """Sign-ups since this outing from the batches that were taken to it, through a friend and directly."""
    batches = Booking.objects.filter(outing=outing).values("batch")
    since = outing.starts_at.date()
    tallies = SignUpTally.objects.filter(Q(batch__in=batches), on__gte=since, on__lte=since + timedelta(days=30))
    sums = tallies.aggregate(friend=Sum("friend"), given=Sum("given"), found=Sum("found"))
    return sums["friend"] or 0, (sums["given"] or 0) + (sums["found"] or 0)


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
