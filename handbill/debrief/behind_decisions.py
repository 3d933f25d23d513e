"""Behind 'decisions of last time': each with its words, where they open, and what came of it. Never whose it was."""

from django.utils.translation import gettext as _

from handbill.accounts.keyring import Keyring
from handbill.base.moments import short_day
from handbill.debrief.behind_lines import Line
from handbill.plan.decisions import open_texts
from handbill.plan.models import Decision, Outing


def last_decisions(outing: Outing) -> list[Decision]:
    """Those of the latest earlier outing here at which something was decided and not all of it dropped."""
    earlier = Decision.objects.filter(group=outing.group_id, outing__place=outing.place_id)
    earlier = earlier.filter(outing__starts_at__lt=outing.starts_at)
    kept = earlier.filter(dropped_at=None).order_by("-outing__starts_at", "-outing")
    last = kept.values("outing")[:1]
    return list(earlier.filter(outing__in=list(last.values_list("outing", flat=True))))


def decided_last_time(outing: Outing, keyring: Keyring | None) -> list[Line]:
    """In the order in which they were made."""
    decisions = last_decisions(outing)
    words = open_texts(decisions, keyring)
    zone = outing.zone
    return [
        Line(None, words[one.id], one.made_at.astimezone(zone).date(), _what_came_of(one, zone)) for one in decisions
    ]


def _what_came_of(decision: Decision, zone) -> str:
    if decision.done_at:
        return _("Done on {day}.").format(day=short_day(decision.done_at.astimezone(zone).date()))
    if decision.dropped_at:
        return _("Dropped on {day}.").format(day=short_day(decision.dropped_at.astimezone(zone).date()))
    if decision.due_on:
        return _("Not done yet; it was to be done by {day}.").format(day=short_day(decision.due_on))
    return _("Not done yet.")
