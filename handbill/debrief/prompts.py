"""What the group is asked about an outing: two questions always, and one or two that the facts put."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy, ngettext

from handbill.debrief.evidence import Evidence
from handbill.debrief.headline import is_quiet, were_missing
from handbill.debrief.steps import Funnel, GettingBack
from handbill.debrief.stock import Copies

MOST_FROM_FACTS = 2


class Prompt(models.TextChoices):
    """The questions. What was answered once stays under its question, whatever a late phone changes."""

    ASKED_BELOW = "asked_below", gettext_lazy("You asked fewer people than usual. What got in the way?")
    ASKED_ABOVE = "asked_above", gettext_lazy("You asked more people than usual. What did you do?")
    RAN_OUT = "ran_out", gettext_lazy("The copies were gone before the end. What could you have done?")
    NOBODY_REACHED = "nobody_reached", gettext_lazy("Nobody has heard back in 48 hours. What got in the way?")
    QUIET = "quiet", gettext_lazy("It was quiet. Was it the place, the hour or the day?")
    WENT_WELL = "went_well", gettext_lazy("What went well?")
    DIFFERENTLY = "differently", gettext_lazy("What will we do differently?")


@dataclass(frozen=True)
class Put:
    """A question as it is put now; `is_open` where the facts still put it."""

    prompt: Prompt
    words: str
    is_open: bool = True


def prompts_for(evidence: Evidence, copies: Copies, funnel: Funnel, back: GettingBack, answered: set[str]) -> list[Put]:
    """Those the facts put, then those always put; one that was answered is shown even if the facts no longer put it."""
    now_put = _from_facts(evidence, copies, funnel, back)[:MOST_FROM_FACTS]
    now_put += [Put(prompt, str(prompt.label)) for prompt in (Prompt.WENT_WELL, Prompt.DIFFERENTLY)]
    standing = {put.prompt for put in now_put}
    former = [prompt for prompt in Prompt if prompt in answered and prompt not in standing]
    return [Put(prompt, str(prompt.label), is_open=False) for prompt in former] + now_put


def _from_facts(evidence: Evidence, copies: Copies, funnel: Funnel, back: GettingBack) -> list[Put]:
    put = []
    step = funnel.statement
    if step and step.code == "asked":
        put.append(_about_asking(step))
    if were_missing(evidence, copies):
        put.append(Put(Prompt.RAN_OUT, str(Prompt.RAN_OUT.label)))
    if back.old_enough and not back.reached:
        put.append(Put(Prompt.NOBODY_REACHED, str(Prompt.NOBODY_REACHED.label)))
    if is_quiet(evidence):
        put.append(Put(Prompt.QUIET, str(Prompt.QUIET.label)))
    return put


def _about_asking(step) -> Put:
    numbers = {"share": round(100 * step.usual.share), "usual": round(100 * step.usual.usual)}
    if step.usual.verdict == "low":
        words = ngettext(
            "You asked {share} in 100 instead of {usual}. What got in the way?",
            "You asked {share} in 100 instead of {usual}. What got in the way?",
            numbers["share"],
        )
        return Put(Prompt.ASKED_BELOW, words.format(**numbers))
    words = ngettext(
        "You asked {share} in 100 instead of {usual}. What did you do?",
        "You asked {share} in 100 instead of {usual}. What did you do?",
        numbers["share"],
    )
    return Put(Prompt.ASKED_ABOVE, words.format(**numbers))
