"""Set-up: tokens of other programmes; made with the password once more, shown once, ended with one click."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import organiser_only
from handbill.base.errors import Refusal
from handbill.exchange.api.models import ApiToken
from handbill.exchange.api.tokens import SCOPES, end_token, make_token
from handbill.exchange.confirming import is_really_her
from handbill.exchange.forms import NewToken
from handbill.learn.asked import today_of

HOME = "/set-up/api/"


@organiser_only
@require_http_methods(["GET", "POST"])
def tokens(request):
    """All tokens of the group, and a form for one more."""
    form = NewToken(request.POST or None, today=today_of(request.user.group))
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    try:
        is_really_her(request, form.cleaned_data["password"])
    except Refusal as refusal:
        form.add_error("password", refusal.sentence)
        return _page(request, form, refusal.status)
    given = form.cleaned_data
    token, text = make_token(given["name"], given["scopes"], given["ends_on"], by=request.user)
    return render(request, "exchange/token.html", {"token": token, "text": text})


@organiser_only
@require_POST
def ending(request, id):
    end_token(get_object_or_404(ApiToken.objects.visible_to(request.user), id=id), by=request.user)
    messages.success(request, _("The token is ended. The programme that has it is answered nothing any more."))
    return HttpResponseRedirect(HOME)


def _page(request, form: NewToken, status: int) -> HttpResponse:
    rows = ApiToken.objects.visible_to(request.user).select_related("made_by")[:100]
    today = today_of(request.user.group)
    shown = [
        (row, [SCOPES[scope] for scope in row.scopes if scope in SCOPES], _is_standing(row, today)) for row in rows
    ]
    return render(request, "exchange/tokens.html", {"form": form, "tokens": shown}, status=status)


def _is_standing(row: ApiToken, today) -> bool:
    return not row.ended_at and row.ends_on >= today and row.made_by.is_active and row.made_by.is_organiser
