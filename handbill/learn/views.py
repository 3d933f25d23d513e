"""What was learnt, as pages."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from handbill.accounts.doors import member_only
from handbill.learn.outings import outings_counted


@member_only
@require_GET
def learn(request):
    """Open to every member: numbers only."""
    return render(request, "learn/learn.html", {"outings": outings_counted(request.user)})
