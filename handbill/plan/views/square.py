"""The square: shown large, made anew, revoked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handbill.accounts.doors import member_only
from handbill.plan.forms import RevokeForm
from handbill.plan.models import Pass
from handbill.plan.outing_page import square_of
from handbill.plan.passes import revoke, standing_pass
from handbill.plan.views.doors import changeable_outing


@member_only
def square(request, outing_id):
    """GET shows it large enough to be held up; POST makes one where there is none."""
    outing = changeable_outing(request.user, outing_id)
    if request.method == "POST":
        standing_pass(outing, request.user)
        messages.success(request, _("There is a new square. The old one lets nobody in."))
        return redirect("square", outing.pk)
    return render(request, "plan/square.html", {"outing": outing, "form": RevokeForm(), **square_of(outing, request)})


@member_only
@require_POST
def revocation(request, outing_id):
    """Nobody joins with this square any more; its phones may be told to stop as well."""
    outing = changeable_outing(request.user, outing_id)
    form = RevokeForm(request.POST)
    form.is_valid()
    for pass_ in Pass.objects.filter(outing=outing, revoked_at=None):
        revoke(pass_, request.user, end_phones=form.cleaned_data["end_phones"])
    if form.cleaned_data["end_phones"]:
        messages.success(request, _("The square is stopped, and so are the phones that joined with it."))
    else:
        messages.success(request, _("The square is stopped. Phones that joined before go on."))
    return redirect("square", outing.pk)
