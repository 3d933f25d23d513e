"""The first run: three steps from nothing to a group with a printed recovery sheet."""

import secrets

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from handbill.accounts.actions import found_group, sheet_printed
from handbill.accounts.doors import member_only
from handbill.accounts.forms import FirstMember, TheGroup, TypedBack
from handbill.accounts.models import Group
from handbill.accounts.sessions import forget_sheet, sheet_words, show_sheet
from handbill.accounts.setting_up import is_setup_code, use_setup_code
from handbill.accounts.sheets import Sheet, sheet_of
from handbill.accounts.signing_in import begin
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.keys.strength import five_words
from handbill.keys.words import same_word

GROUP_FIELDS = ["name", "paper", "ink", "language", "country", "timezone"]


def _only_at_the_first_run(request) -> None:
    """Nobody founds a second group here, and only whoever holds the code from the terminal founds the first."""
    if Group.objects.exists():
        raise Http404
    if is_setup_code(request.GET.get("code", "")):
        request.session["set_up"] = {**request.session.get("set_up", {}), "allowed": True}


def _may_set_up(request) -> bool:
    return request.session.get("set_up", {}).get("allowed", False)


@require_http_methods(["GET", "POST"])
def group_step(request):
    _only_at_the_first_run(request)
    if not _may_set_up(request):
        return render(request, "accounts/set_up_needs_code.html", status=403)
    form = TheGroup(request.POST or request.session["set_up"].get("group"))
    if request.method == "POST" and form.is_valid():
        request.session["set_up"] = {"allowed": True, "group": {name: form.cleaned_data[name] for name in GROUP_FIELDS}}
        return HttpResponseRedirect("/set-up/2/")
    fresh = TheGroup() if request.method == "GET" and "group" not in request.session["set_up"] else form
    return render(
        request, "accounts/set_up_group.html", {"form": fresh}, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
def member_step(request):
    _only_at_the_first_run(request)
    chosen = request.session.get("set_up", {}).get("group")
    if not _may_set_up(request) or not chosen:
        return HttpResponseRedirect("/set-up/1/")
    form = FirstMember(request.POST or None, about=(chosen["name"], chosen["paper"]))
    if request.method == "POST" and form.is_valid():
        return _found(request, chosen, form.cleaned_data)
    offered = five_words()
    return render(
        request,
        "accounts/set_up_member.html",
        {"form": form, "offered": offered, "chosen": chosen},
        status=422 if form.errors else 200,
    )


def _found(request, chosen: dict, typed: dict):
    if not use_setup_code():
        raise Http404
    founded = found_group(**chosen, member_name=typed["name"], login=typed["login"], password=typed["password"])
    begin(request, founded.member, unwrap_member_secret(founded.member, typed["password"]))
    show_sheet(request.session, founded.recovery_words)
    return HttpResponseRedirect("/set-up/3/")


@member_only
@require_http_methods(["GET", "POST"])
def sheet_step(request):
    """Print the sheet; one word of it typed back lets go on. Also where a later sheet is confirmed."""
    words = sheet_words(request.session)
    if words is None:
        return HttpResponseRedirect("/")
    number = request.session.setdefault("sheet_word", 1 + secrets.randbelow(24))
    form = TypedBack(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if same_word(form.cleaned_data["word"], words.split()[number - 1]):
            return _sheet_printed(request)
        form.add_error("word", "")
    context = {"form": form, "number": number}
    return render(request, "accounts/set_up_sheet.html", context, status=422 if form.errors else 200)


def _sheet_printed(request):
    sheet_printed(by=request.user)
    return HttpResponseRedirect(forget_sheet(request.session))


@member_only
def sheet_page(request):
    """The sheet itself, one A4 page, printed twice."""
    words = sheet_words(request.session)
    if words is None:
        raise Http404
    return render(request, "accounts/recovery_sheet.html", {"sheet": _sheet(request, words)})


def _sheet(request, words: str) -> Sheet:
    return sheet_of(request.user.group, words, request.user)
