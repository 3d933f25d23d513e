"""Behind 'passed on': sign-ups from an outing's batches, by batch and by day, in fives, so that no one person can be told.

What is shown moves by five people or with the month, as all that is shown of small numbers (learn.small).
"""

from collections import Counter
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.debrief.behind_lines import Line
from handbill.facts.models import SignUpTally
from handbill.learn.asked import LEAST
from handbill.learn.small import shown
from handbill.plan.models import Booking, Outing

COUNTED_FOR = timedelta(days=30)
WAYS = ("friend", "given", "found", "unsaid")


def tallies_since(outing: Outing):
    """Of the batches that were taken to it, from its day on."""
    batches = list(Booking.objects.filter(outing=outing).values_list("batch", flat=True))
    since = outing.starts_at.date()
    return SignUpTally.objects.filter(batch__in=batches, on__gte=since, on__lte=since + COUNTED_FOR)


def answers_since(outing: Outing) -> tuple[int, int]:
    """Through a friend, and directly (given, found), as they may be shown."""
    rows = list(tallies_since(outing).values_list("friend", "given", "found"))
    sums = {"friend": sum(row[0] for row in rows), "direct": sum(row[1] + row[2] for row in rows)}
    if not any(sums.values()):
        return 0, 0
    cells = shown(outing.group, _sheet(outing), sums)
    return cells["friend"].people, cells["direct"].people


def signed_up_since(outing: Outing, _keyring=None) -> list[Line]:
    """Each batch, then each day, with what may be told of it; those with fewer than five are put together."""
    by_batch, by_day = Counter(), Counter()
    for row in tallies_since(outing).select_related("batch").order_by("on"):
        people = sum(getattr(row, way) for way in WAYS)
        by_batch[row.batch.code] += people
        by_day[row.on] += people
    if not by_batch:
        return []
    names = {**{f"batch {code}": n for code, n in by_batch.items()}, **{f"day {on}": n for on, n in by_day.items()}}
    cells = shown(outing.group, _sheet(outing), names)
    batches = [(code, _in_fives(cells[f"batch {code}"].people)) for code in sorted(by_batch)]
    days = [(on, _in_fives(cells[f"day {on}"].people)) for on in sorted(by_day)]
    return [
        *(Line(None, _of_batch(code, people)) for code, people in batches),
        *(Line(None, _of_day(people), on) for on, people in days if people),
        *_other_days(sum(not people for _on, people in days)),
    ]


def _in_fives(people: int) -> int:
    return people // LEAST * LEAST


def _of_batch(code: str, people: int) -> str:
    if not people:
        return _("Batch {code}: fewer than 5 sign-ups").format(code=code)
    words = ngettext("Batch {code}: {n} sign-up or more", "Batch {code}: {n} sign-ups or more", people)
    return words.format(code=code, n=people)


def _of_day(people: int) -> str:
    return ngettext("{n} sign-up or more", "{n} sign-ups or more", people).format(n=people)


def _other_days(days: int) -> list[Line]:
    if not days:
        return []
    words = ngettext("Fewer than 5 on {n} other day", "Fewer than 5 on each of {n} other days", days)
    return [Line(None, words.format(n=days))]


def _sheet(outing: Outing) -> str:
    return f"sign {outing.pk.hex}"
