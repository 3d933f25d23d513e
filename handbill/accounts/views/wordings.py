"""Set-up: the words of agreement."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handbill.accounts import actions
from handbill.accounts.doors import organiser_only
from handbill.accounts.forms import ChangeWording, NewWording
from handbill.accounts.models import Wording


@organiser_only
@require_http_methods(["GET", "POST"])
def wordings_page(request):
    form = NewWording(request.POST or None, initial={"language": request.user.group.language})
    if form.is_valid():
        made = actions.add_wording(**form.cleaned_data, by=request.user)
        messages.success(request, _("Wording %(number)s is asked from now on.") % {"number": made.number})
        return HttpResponseRedirect("/set-up/wordings/")
    standing = Wording.objects.visible_to(request.user).filter(ended_at=None)
    context = {"wordings": standing, "form": form}
    return render(request, "accounts/wordings.html", context, status=422 if form.errors else 200)


@organiser_only
@require_http_methods(["GET", "POST"])
def wording_page(request, id):
    """One wording, in other words."""
    wording = get_object_or_404(Wording.objects.visible_to(request.user).filter(ended_at=None), id=id)
    form = ChangeWording(request.POST or None, initial={"text": wording.text})
    if form.is_valid():
        made = actions.change_wording(wording, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Wording %(number)s is asked from now on.") % {"number": made.number})
        return HttpResponseRedirect("/set-up/wordings/")
    context = {"wording": wording, "form": form}
    return render(request, "accounts/wording.html", context, status=422 if form.errors else 200)
