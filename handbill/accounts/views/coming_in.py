"""Sign in, unlock, lock, sign out."""

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import member_only, safe_next
from handbill.accounts.forms import SignIn, Unlock
from handbill.accounts.models import Group
from handbill.accounts.second_factor import asks_for_code, begin_second_step
from handbill.accounts.sessions import lock
from handbill.accounts.signing_in import sign_in, unlock
from handbill.base.errors import Refusal


@require_http_methods(["GET", "POST"])
def sign_in_page(request):
    if not Group.objects.exists():
        return HttpResponseRedirect("/set-up/1/")
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect("/")
    form = SignIn(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _sign_in(request, form, 422 if request.method == "POST" else 200)
    try:
        member = sign_in(request, form.cleaned_data["login"], form.cleaned_data["password"])
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _sign_in(request, form, refusal.status, refusal)
    wanted = safe_next(request.GET.get("next", "/"))
    if asks_for_code(member):
        return begin_second_step(request, member, wanted)
    return HttpResponseRedirect(wanted)


def _sign_in(request, form, status: int = 200, refusal: Refusal | None = None):
    group = Group.objects.first() if Group.objects.count() == 1 else None
    response = render(request, "accounts/sign_in.html", {"form": form, "only_group": group}, status=status)
    if refusal and refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def locked_out(request, *_arguments, **_more) -> HttpResponse:
    """django-axes calls this when the pair of name and address has failed too often."""
    from handbill.accounts.signing_in import wrong

    refusal = wrong(request, request.POST.get("login", ""))
    form = SignIn(request.POST or None)
    form.is_valid()
    form.add_error(None, refusal.sentence)
    return _sign_in(request, form, refusal.status, refusal)


@member_only
@require_http_methods(["GET", "POST"])
def unlock_page(request):
    form = Unlock(request.POST or None)
    wanted = safe_next(request.GET.get("next", "/"))
    if request.method == "POST" and form.is_valid():
        try:
            unlock(request, form.cleaned_data["password"])
            return HttpResponseRedirect(wanted)
        except Refusal as refusal:
            form.add_error("password", refusal.sentence)
    return render(request, "accounts/unlock.html", {"form": form}, status=422 if form.errors else 200)


@member_only
@require_POST
def lock_page(request):
    lock(request.session)
    return HttpResponseRedirect(safe_next(request.headers.get("Referer", "/")))


@require_POST
def sign_out_page(request):
    """Pages kept by the browser go; storage stays, since a phone's unsent work lies there."""
    logout(request)
    response = HttpResponseRedirect("/sign-in/")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
