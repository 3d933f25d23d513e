"""Enrol this phone; come in, or unlock, with its PIN."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.browsers import kind_of
from handbill.accounts.doors import member_only, safe_next
from handbill.accounts.enrolling import enrol_phone, enrolled, forget_on_phone, keep_on_phone, open_with_pin
from handbill.accounts.forms import EnrolPhone, Pin
from handbill.accounts.sessions import hold_secret
from handbill.accounts.signing_in import begin, checked
from handbill.base.errors import Refusal


@member_only
@require_http_methods(["GET", "POST"])
def phone_page(request):
    """Choose six digits, with the password once more."""
    form = EnrolPhone(request.POST or None)
    if form.is_valid():
        try:
            member = checked(request, request.user.login, form.cleaned_data["password"])
            response = HttpResponseRedirect("/me/")
            browser = kind_of(request.headers.get("User-Agent", ""))
            keep_on_phone(response, enrol_phone(request.user, member.opened_secret, form.cleaned_data["pin"], browser))
            messages.success(request, _("For 30 days your PIN unlocks this phone."))
            return response
        except Refusal as refusal:
            form.add_error("password", refusal.sentence)
    return render(
        request,
        "accounts/phone.html",
        {"form": form, "enrolled": enrolled(request)},
        status=422 if form.errors else 200,
    )


@member_only
@require_POST
def forget_phone(request):
    request.user.enrolled_phones.all().delete()
    response = HttpResponseRedirect("/me/")
    forget_on_phone(response)
    messages.success(request, _("No phone of yours opens with a PIN any more."))
    return response


@require_http_methods(["GET", "POST"])
def pin_page(request):
    """Sign in or unlock: with the session of whoever is signed in already, or with a new one."""
    if enrolled(request) is None:
        return HttpResponseRedirect("/sign-in/")
    form = Pin(request.POST or None)
    if form.is_valid():
        try:
            member, secret = open_with_pin(request, form.cleaned_data["pin"])
        except Refusal as refusal:
            form.add_error("pin", refusal.sentence)
        else:
            _come_in(request, member, secret)
            return HttpResponseRedirect(safe_next(request.GET.get("next", "/")))
    return render(request, "accounts/pin.html", {"form": form}, status=422 if form.errors else 200)


def _come_in(request, member, secret: bytes) -> None:
    if request.user.is_authenticated and request.user.pk == member.pk:
        request.session.cycle_key()
        hold_secret(request.session, secret)
    else:
        begin(request, member, secret)
