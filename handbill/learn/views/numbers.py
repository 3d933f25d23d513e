"""What was learnt, in numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from handbill.accounts.doors import member_only
from handbill.facts.models import Question
from handbill.learn import chart
from handbill.learn.asked import today_of
from handbill.learn.calendar import calendar_of
from handbill.learn.comparing import BY, compare
from handbill.learn.deciding import kept_deciding
from handbill.learn.getting_back import got_back
from handbill.learn.outings import outings_of
from handbill.learn.passing import passed_on
from handbill.learn.points import points_raised
from handbill.learn.questions import asked_most, at_the_top, list_of
from handbill.learn.verdicts import headline, verdicts
from handbill.plan.models import Setting

LEAST_OUTINGS = 5
MOST_QUESTIONS = 5


@member_only
@require_GET
def learn(request):
    """Open to every member: numbers only."""
    member = request.user
    outings = outings_of(member.group)
    context = {"outings": outings, "least": LEAST_OUTINGS, "may_write": member.may_write_remarks}
    if len(outings) >= LEAST_OUTINGS:
        context |= _numbers(request, outings)
    context |= {
        "lines": at_the_top(list_of(member, outings), MOST_QUESTIONS),
        "deciding": kept_deciding(member, request.keyring),
    }
    return render(request, "learn/learn.html", context)


@member_only
@require_GET
def asked(request):
    """Which questions came up most, in a month and a setting."""
    member = request.user
    outings = outings_of(member.group)
    month, setting = request.GET.get("month", ""), request.GET.get("setting", "")
    chosen = [one for one in outings if month in ("", one.month) and setting in ("", one.setting)]
    settings = {outing.setting for outing in outings}
    context = {
        "asked": asked_most(member.group, chosen, Question.objects.visible_to(member)),
        "outings": len(chosen),
        "month": month,
        "months": sorted({outing.month: outing.day.replace(day=1) for outing in outings}.items(), reverse=True),
        "setting": setting,
        "settings": [(code, label) for code, label in Setting.choices if code in settings],
    }
    return render(request, "learn/asked.html", context)


def _numbers(request, outings: list) -> dict:
    """Settings, places or hours; and what else the outings say."""
    group = request.user.group
    by = request.GET.get("by", "")
    comparison = compare(group, outings, by if by in BY else "settings")
    top, best = chart.top_of(comparison), comparison.best
    return {
        "by": comparison.by,
        "ways": BY.items(),
        "headline": headline(comparison),
        "rows": [(row, chart.row_drawing(row, top, is_best=row is best)) for row in comparison.rows],
        "scale": chart.scale_drawing(top),
        "verdicts": verdicts(comparison),
        "points": points_raised(group, outings),
        "back": got_back(group, outings),
        "calendar": calendar_of(outings, today_of(group)),
        "passed": passed_on(group, today_of(group)),
        "first_day": outings[-1].day,
    }
