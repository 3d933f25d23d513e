"""My second factor: a code from an app, passkeys, or both."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import member_only, unlocked
from handbill.accounts.forms import Code, NamePasskey, NewPasskey
from handbill.accounts.passkeys import add_passkey, end_passkey, name_passkey, registration_for
from handbill.accounts.second_factor import confirm_device, end_device, factors_of, new_device
from handbill.base.errors import Refusal


@member_only
@unlocked
@require_http_methods(["GET", "POST"])
def second_factor_page(request):
    """Show the square of a new device; its first code confirms it."""
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if confirm_device(request.user, form.cleaned_data["code"]):
            messages.success(request, _("From now on the sign-in asks for a code from this device."))
            return HttpResponseRedirect("/me/")
        form.add_error("code", form.wrong())
    if request.method == "POST":
        return render(request, "accounts/second_factor.html", {"form": form, "again": True}, status=422)
    device = new_device(request.user)
    return render(request, "accounts/second_factor.html", {"form": form, "square": device.config_url})


@member_only
@unlocked(back="/me/")
@require_POST
def device_ending(request):
    end_device(request.user)
    messages.success(request, _("No code from an app is asked for any more."))
    return HttpResponseRedirect("/me/")


@member_only
@unlocked
@require_http_methods(["GET", "POST"])
def passkeys_page(request):
    """Those there are, and a new one, which the browser makes."""
    form = NewPasskey(request.POST or None)
    if form.is_valid():
        try:
            add_passkey(request, form.cleaned_data["answer"], form.cleaned_data["name"].strip())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("From now on the sign-in asks for a passkey."))
            return HttpResponseRedirect("/me/passkeys/")
    options, refused = _options(request)
    context = {"form": form, "factors": factors_of(request.user), "options": options, "refused": refused}
    return render(request, "accounts/passkeys.html", context, status=422 if form.errors else 200)


@member_only
@unlocked(back="/me/passkeys/")
@require_POST
def passkey_naming(request, id):
    passkey = get_object_or_404(request.user.passkeys, id=id)
    form = NamePasskey(request.POST)
    if form.is_valid():
        name_passkey(passkey, form.cleaned_data["name"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A passkey needs a name of at most 40 letters. Nothing was changed."))
    return HttpResponseRedirect("/me/passkeys/")


@member_only
@unlocked(back="/me/passkeys/")
@require_POST
def passkey_ending(request, id):
    end_passkey(request.user, id)
    messages.success(request, _("That passkey is asked for no more."))
    return HttpResponseRedirect("/me/passkeys/")


def _options(request) -> tuple[str, str]:
    try:
        return registration_for(request), ""
    except Refusal as refusal:
        return "", refusal.sentence
