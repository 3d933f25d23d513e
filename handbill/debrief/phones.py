"""Phones that have not said all they know: the numbers will go up."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.moments import moment_words
from handbill.debrief.evidence import Evidence
from handbill.plan.models import Joining

MOST_NAMED = 4


@dataclass(frozen=True)
class Phones:
    """Those that joined: `missing` have not ended their shift or still hold entries."""

    complete: int
    missing: list[Joining]
    sentences: list[str]


def phones_of(evidence: Evidence) -> Phones:
    """A phone is missing while it joined and sent no `shift_ended`, or its last `waiting` is over 0 (SYNC)."""
    missing = _missing(evidence)
    complete = len(evidence.phones) - len(missing)
    return Phones(complete, missing, _sentences(missing, complete, evidence))


def is_missing(evidence: Evidence) -> bool:
    """Whether anything may still arrive: a phone is missing, or the outing is still on."""
    return evidence.is_on or bool(_missing(evidence))


def _missing(evidence: Evidence) -> list[Joining]:
    ended = {shift.phone_id for shift in evidence.happened.shifts_ended}
    return [joining for joining in evidence.phones if joining.phone_id not in ended or joining.waiting]


def _sentences(missing: list[Joining], complete: int, evidence: Evidence) -> list[str]:
    if not missing:
        return []
    named = [_about(joining, evidence) for joining in missing[:MOST_NAMED]]
    others = len(missing) - MOST_NAMED
    if others > 0:
        named.append(
            ngettext("{n} other phone is missing too.", "{n} other phones are missing too.", others).format(n=others)
        )
    if complete:
        named.append(
            ngettext("{n} phone is counted in full.", "{n} phones are counted in full.", complete).format(n=complete)
        )
    return [*named, _("These numbers will go up.")]


def _about(joining: Joining, evidence: Evidence) -> str:
    words = {"name": _owner(joining), "time": moment_words(joining.heard_at, evidence.zone), "n": joining.waiting}
    if joining.waiting and words["name"]:
        sentence = ngettext(
            "{name}’s phone still holds {n} entry; last heard {time}.",
            "{name}’s phone still holds {n} entries; last heard {time}.",
            joining.waiting,
        )
    elif joining.waiting:
        sentence = ngettext(
            "A helper’s phone still holds {n} entry; last heard {time}.",
            "A helper’s phone still holds {n} entries; last heard {time}.",
            joining.waiting,
        )
    elif words["name"]:
        sentence = _("{name}’s phone has not closed its shift; last heard {time}.")
    else:
        sentence = _("A helper’s phone has not closed its shift; last heard {time}.")
    return sentence.format(**words)


def _owner(joining: Joining) -> str:
    return joining.phone.member.name if joining.phone.member else ""
