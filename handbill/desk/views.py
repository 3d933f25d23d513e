"""Today."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from handbill.accounts.doors import member_only
from handbill.base.clock import now
from handbill.desk.queries import today_for
from handbill.followup.forms import OUTCOMES, STEPS
from handbill.people.sign_in_work import intake_batch


@member_only
@require_GET
def today(request):
    """The first page of an unlocked organiser also takes in a batch of new cards, which makes them quick to open."""
    if request.keyring is not None:
        intake_batch(request.keyring)
    page = today_for(
        request.user, request.keyring, everyone=request.GET.get("whose") == "everyone" and request.user.is_organiser
    )
    return render(request, "desk/today.html", {"today": page, "now": now(), "outcomes": OUTCOMES, "steps": STEPS})
