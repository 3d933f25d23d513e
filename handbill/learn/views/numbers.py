"""What was learnt, in numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from handbill.accounts.doors import member_only
from handbill.facts.models import Question
from handbill.learn.outings import outings_of
from handbill.learn.questions import asked_most, list_of
from handbill.plan.models import Setting


@member_only
@require_GET
def learn(request):
    """Open to every member: numbers only."""
    outings = outings_of(request.user.group)
    return render(
        request,
        "learn/learn.html",
        {"outings": outings, "lines": list_of(request.user, outings)[:5], "may_write": request.user.may_write_remarks},
    )


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
