"""A member's own devices that are told."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handbill.accounts.browsers import kind_of, words_of
from handbill.accounts.doors import member_only
from handbill.notices.actions import switch_on
from handbill.notices.forms import SwitchOn
from handbill.notices.models import Device
from handbill.notices.sending import our_key

WORKER = Path(__file__).parent / "static" / "notices" / "worker.js"


@member_only
@require_http_methods(["GET", "POST"])
def notices(request):
    form = SwitchOn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        switch_on(request.user, words=words_of(kind_of(request.headers.get("User-Agent", ""))), **form.cleaned_data)
        messages.success(request, _("Switched on here. What you are told names nobody."))
        return redirect("notices")
    context = {"form": form, "key": our_key(), "devices": Device.objects.filter(member=request.user)}
    return render(request, "notices/notices.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
def ending(request, id: UUID):
    get_object_or_404(Device, id=id, member=request.user).delete()
    messages.success(request, _("Switched off there."))
    return redirect("notices")


@require_safe
def worker(request):
    """It stands beside its page, so that it has no other page of the desk in its scope."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)
