"""My own page: name, languages, password, where else I am signed in."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handbill.accounts import actions
from handbill.accounts.devices import pins_of, sessions_of
from handbill.accounts.doors import member_only
from handbill.accounts.forms import ChangePassword, Mine, names_of
from handbill.accounts.second_factor import factors_of
from handbill.accounts.signing_in import begin
from handbill.accounts.tries import check_tries
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.errors import Refusal


@member_only
@require_http_methods(["GET", "POST"])
def my_page(request):
    form = Mine(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return HttpResponseRedirect("/me/")
    context = {
        "form": form,
        "whose": request.user,
        "factors": factors_of(request.user),
        "sessions": sessions_of(request.user, request.session),
        "pins": pins_of(request.user),
    }
    return render(request, "accounts/mine.html", context, status=422 if form.errors else 200)


@member_only
@require_http_methods(["GET", "POST"])
def password_page(request):
    form = ChangePassword(request.POST or None, about=names_of(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            check_tries(request, request.user.login)
            return _changed(request, form.cleaned_data)
        except Refusal as refusal:
            form.add_error("old", refusal.sentence)
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)


def _changed(request, typed: dict):
    member = request.user
    actions.change_password(member, typed["old"], typed["password"])
    begin(request, member, unwrap_member_secret(member, typed["password"]))
    messages.success(request, _("The password is changed. Your other sessions have ended."))
    return HttpResponseRedirect("/me/")
