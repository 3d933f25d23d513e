"""One phone at one outing is told to stop."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handbill.accounts.doors import member_only, safe_next
from handbill.plan.phones import end_joining, endable_by


@member_only
@require_POST
def joining_ending(request, joining_id):
    """Back to the page with the button: the form names it, since browsers do not."""
    joining = get_object_or_404(endable_by(request.user), id=joining_id)
    end_joining(joining, by=request.user)
    messages.success(request, _("That phone is stopped. What it noted and has not sent stays on it."))
    return HttpResponseRedirect(safe_next(request.POST.get("next", "/me/"), "/me/"))
