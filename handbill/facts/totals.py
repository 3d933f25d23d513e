"""TOTALS of an outing, as SYNC.md defines them: over facts not retracted, details read in."""

from django.db.models import Sum

from handbill.facts import tallies
from handbill.facts.models import Tally
from handbill.plan.models import Outing
from handbill.plan.queries import copies_booked

SHOWN = ("conversations", "asked", "given", "copies", "for_friend", "contacts")


def totals_of(outing: Outing) -> dict[str, int]:
    """`{"conversations", "asked", "given", "copies", "for_friend", "contacts", "copies_left"}`.

    `copies_left` is what the stacks hold, each counted since its latest `count`, and what of the booked copies nobody has
    taken yet. It falls below 0 where more was given out than anybody noted as brought.
    """
    sums = Tally.objects.filter(outing=outing).aggregate(**{name: Sum(name) for name in tallies.ADDED})
    if sums["conversations"] is None:  # nothing was filed yet, or not through facts.filing
        sums = _from_the_ledger(outing)
    untaken = max(0, copies_booked(outing) - sums["from_pile"])
    return {**{name: sums[name] for name in SHOWN}, "copies_left": sums["in_hand"] + untaken}


def _from_the_ledger(outing: Outing) -> dict[str, int]:
    facts = tallies.read_outing(outing.id)
    per_phone = tallies.sums(facts, {}).values()
    sums = {name: sum(counts[name] for counts in per_phone) for name in tallies.ADDED}
    return {**sums, "in_hand": sum(copies for copies, _counted in tallies.stacks_in(facts).values())}
