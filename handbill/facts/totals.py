"""TOTALS of an outing, as SYNC.md defines them: over facts not retracted, details read in."""

from django.db import connection

from handbill.facts import ledger, tallies
from handbill.plan.models import Booking, Outing

SHOWN = ("conversations", "asked", "given", "copies", "for_friend", "contacts")


def totals_of(outing: Outing) -> dict[str, int]:
    """`{"conversations", "asked", "given", "copies", "for_friend", "contacts", "copies_left"}`.

    `copies_left` is what the stacks hold, each counted since its latest `count`, and what of the booked copies nobody has
    taken yet. It falls below 0 where more was given out than anybody noted as brought.
    """
    sums = _kept(outing) or _from_the_ledger(outing)
    booked = sum(Booking.objects.filter(outing=outing).values_list("copies", flat=True))
    untaken = max(0, booked - sums["from_pile"])
    return {**{name: sums[name] for name in SHOWN}, "copies_left": sums["in_hand"] + untaken}


def _kept(outing: Outing) -> dict[str, int] | None:
    """None where nothing was filed yet, or not through facts.filing."""
    sums = ", ".join(f"SUM({name})" for name in tallies.ADDED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {sums} FROM facts_tally WHERE outing_id = %s",  # noqa: S608  our own names
            [ledger.to_database(outing.id.bytes)],
        )
        found = cursor.fetchone()
    return None if found[0] is None else dict(zip(tallies.ADDED, map(int, found), strict=True))


def _from_the_ledger(outing: Outing) -> dict[str, int]:
    facts = ledger.of_outing(outing.id)
    per_phone = tallies.sums(facts, {}).values()
    sums = {name: sum(counts[name] for counts in per_phone) for name in tallies.ADDED}
    return {**sums, "in_hand": sum(copies for copies, _counted in tallies.stacks_in(facts).values())}
