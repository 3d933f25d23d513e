"""What became of a decision: done, dropped, or open again."""

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from handbill.accounts.doors import member_only, safe_next
from handbill.base.errors import MayNot
from handbill.plan import actions
from handbill.plan.models import Decision

OUTCOMES = {
    "done": (actions.close_decision, gettext_lazy("Done. It is off the list.")),
    "dropped": (actions.drop_decision, gettext_lazy("Dropped. It is off the list.")),
    "open": (actions.reopen_decision, gettext_lazy("It is open again.")),
}


@member_only
@require_POST
def decision_outcome(request, decision_id):
    """`outcome` is done, dropped or open; afterwards back to `next`."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=decision_id)
    if not Decision.objects.writable_by(request.user).filter(pk=decision.pk).exists():
        raise MayNot(_("Decisions are written by organisers and volunteers."))
    if request.POST.get("outcome") not in OUTCOMES:
        return HttpResponseBadRequest(_("Say whether it is done, dropped or open."))
    act, sentence = OUTCOMES[request.POST["outcome"]]
    act(decision, by=request.user)
    messages.success(request, sentence)
    return redirect(safe_next(request.POST.get("next", ""), otherwise=decision.outing.get_absolute_url()))
