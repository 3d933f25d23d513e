"""What else the numbers say, one module for each matter: its rule, its least evidence, its sentence.

A kind is a function of Grounds that answers with a Finding or with None. It says how sure it is in a plain word, and names the
facts it rests on. None of them counts anything per volunteer. What stands under the headline (ran out, wanted in vain, asked
and given, late follow-ups; see debrief.findings) is not said a second time here.
"""

from handbill.debrief.kinds import afterwards, copies, course, questions, talks
from handbill.debrief.kinds.ground import Finding, Grounds

KINDS = (
    copies.brought_far_too_many,
    copies.bring_next_time,
    talks.reception,
    talks.language_nobody_spoke,
    questions.new_question,
    questions.rising_question,
    questions.point_raised,
    course.early_rush,
    course.late_rush,
    course.place_against_place,
    afterwards.decisions_of_last_time,
    afterwards.pass_along,
)


def findings_of(grounds: Grounds) -> list[Finding]:
    """In the order above; at most one of those that call a rate unusual, and none where the page has called one already."""
    found = [finding for kind in KINDS if (finding := kind(grounds)) is not None]
    rates = [finding for finding in found if finding.mid_p is not None]
    said = None if grounds.funnel.statement else min(rates, key=lambda finding: finding.mid_p, default=None)
    return [finding for finding in found if finding.mid_p is None or finding is said]
