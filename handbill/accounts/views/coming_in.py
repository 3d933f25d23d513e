"""Sign in, unlock, lock, sign out."""

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import member_only, safe_next
from handbill.accounts.forms import SignIn, Unlock
from handbill.accounts.models import Group
from handbill.accounts.second_factor import asks_for_more, begin_second_step
from handbill.accounts.sessions import lock
from handbill.accounts.signing_in import sign_in, unlock
from handbill.accounts.tries import remember_browser
from handbill.base.errors import Refusal


@require_http_methods(["GET", "POST"])
def sign_in_page(request):
    if not Group.objects.exists():
        return HttpResponseRedirect("/set-up/1/")
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect("/")
    form = SignIn(request.POST or None)
    if not form.is_valid():
        return _sign_in(request, form, 422 if form.is_bound else 200)
    try:
        member = sign_in(request, form.cleaned_data["login"], form.cleaned_data["password"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _sign_in(request, form, refusal.status, refusal)
    return _come_in(request, member)


def _come_in(request, member) -> HttpResponse:
    wanted = safe_next(request.GET.get("next", "/"))
    second = begin_second_step(request, member, wanted) if asks_for_more(member) else None
    response = second or HttpResponseRedirect(wanted)
    remember_browser(response, member.login)
    return response


def _sign_in(request, form, status: int, refusal: Refusal | None = None):
    groups = list(Group.objects.all()[:2])
    only_group = groups[0] if len(groups) == 1 else None
    context = {"form": form, "only_group": only_group, "refusal": refusal}
    return _with_patience(render(request, "accounts/sign_in.html", context, status=status), refusal)


@member_only
@require_http_methods(["GET", "POST"])
def unlock_page(request):
    form = Unlock(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            unlock(request, form.cleaned_data["password"])
            return HttpResponseRedirect(safe_next(request.GET.get("next", "/")))
        except Refusal as refused:
            refusal = refused
            form.refuse(refusal)
    status = refusal.status if refusal else 422 if form.errors else 200
    context = {"form": form, "refusal": refusal}
    return _with_patience(render(request, "accounts/unlock.html", context, status=status), refusal)


def _with_patience(response: HttpResponse, refusal: Refusal | None) -> HttpResponse:
    if refusal and refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


@member_only
@require_POST
def lock_page(request):
    lock(request.session)
    return HttpResponseRedirect("/")


@require_POST
def sign_out_page(request):
    """Pages kept by the browser go; storage stays, since a phone's unsent work lies there."""
    logout(request)
    response = HttpResponseRedirect("/sign-in/")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
