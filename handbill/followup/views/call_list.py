"""The sheet for ringing people, by POST: whoever asks for it is noted."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from handbill.accounts.doors import people_only, unlocked
from handbill.base.clock import now
from handbill.followup.call_list import MOST, call_list_of
from handbill.followup.forms import OUTCOMES
from handbill.people.filters import read_filters
from handbill.people.sign_in_work import intake_batch


@people_only
@require_POST
@unlocked(back="/people/")
def call_list(request):
    """Cards that came since are taken in first, so that nobody who wants no contact stands on it."""
    intake_batch(request.keyring)
    lines = call_list_of(read_filters(request.POST), request.keyring)
    return render(
        request, "followup/call_list.html", {"lines": lines, "now": now(), "outcomes": OUTCOMES, "most": MOST}
    )
