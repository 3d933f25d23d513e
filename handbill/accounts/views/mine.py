"""My own page: name, password, second factor, other sessions."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts import actions
from handbill.accounts.audit import note
from handbill.accounts.doors import member_only, unlocked
from handbill.accounts.forms import ChangePassword, Code, Mine, names_of
from handbill.accounts.second_factor import confirm_device, device_of, new_device
from handbill.accounts.sessions import row_of
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
    others = request.user.sessions.exclude(session_key=row_of(request.session.session_key)).count()
    context = {"form": form, "password_form": ChangePassword(), "others": others, "device": device_of(request.user)}
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


@member_only
@require_POST
def end_other_sessions(request):
    request.user.sessions.exclude(session_key=row_of(request.session.session_key)).delete()
    messages.success(request, _("You are signed in here and nowhere else."))
    return HttpResponseRedirect("/me/")


@member_only
@unlocked
@require_http_methods(["GET", "POST"])
def second_factor_page(request):
    """Show the square of a new device; its first code confirms it."""
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if confirm_device(request.user, form.cleaned_data["code"]):
            note(request.user, "second_factor_set")
            messages.success(request, _("From now on the sign-in asks for a code from this device."))
            return HttpResponseRedirect("/me/")
        form.add_error("code", form.wrong())
        return render(request, "accounts/second_factor.html", {"form": form, "again": True}, status=422)
    device = new_device(request.user)
    return render(request, "accounts/second_factor.html", {"form": form, "square": device.config_url})
