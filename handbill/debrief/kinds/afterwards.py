"""What came after: follow-ups, decisions of last time, copies passed on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.debrief.kinds.ground import Finding, Grounds
from handbill.learn.asked import LEAST
from handbill.numbers import share


def decisions_of_last_time(grounds: Grounds) -> Finding | None:
    """What the group decided after its last outing here, by count."""
    made, done = grounds.last_decisions
    if not made:
        return None
    if made == 1:
        text = (
            _("What was decided here last time is done.")
            if done
            else _("What was decided here last time is not done yet.")
        )
    elif done == made:
        text = ngettext(
            "All {n} decision of last time here is done.", "All {n} decisions of last time here are done.", made
        )
    else:
        text = ngettext(
            "{n} decision of last time here: {done} done, {open} still open.",
            "{n} decisions of last time here: {done} done, {open} still open.",
            made,
        )
    return Finding(
        "decisions", text.format(n=made, done=done, open=made - done), _("As ticked off on Today."), "decisions"
    )


def pass_along(grounds: Grounds) -> Finding | None:
    """Sign-ups from these batches by how people got their copy; from ten answers on, and five of each kind."""
    friends, direct = grounds.answers
    said = share(friends, direct)
    if not said.is_shown or min(friends, direct) < LEAST:
        return None
    numbers = {"friends": friends, "of": friends + direct, "low": round(100 * said.low), "high": round(100 * said.high)}
    text = ngettext(
        "Of {of} person who signed up from these batches, {friends} had their copy from a friend.",
        "Of {of} people who signed up from these batches, {friends} had their copy from a friend.",
        friends + direct,
    )
    return Finding(
        "pass_along",
        text.format(**numbers),
        _("The true share is likely {low} to {high}%.").format(**numbers),
        "sign_ups",
    )
