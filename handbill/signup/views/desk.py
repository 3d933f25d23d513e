"""For organisers: who gets back to readers, and what waits to be looked at."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handbill.accounts.doors import organiser_only, unlocked
from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.copies.squares import base_of, origin_of
from handbill.signup import actions
from handbill.signup.actions.page import first_organiser
from handbill.signup.arriving import let_in
from handbill.signup.looking import looked_at
from handbill.signup.models import HeldSignUp, SignUpPage


@organiser_only
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request):
    """Who gets back to those whose copy came from no outing; the address of the group's own page."""
    group = request.user.group
    members = [one for one in Member.objects.active().filter(group=group).order_by("name") if one.has_people]
    if request.method == "POST":
        chosen = request.POST.get("owner", "")
        owner = next((one for one in members if str(one.pk) == chosen), None)
        if chosen and owner is None:
            raise Refusal("bad_form", _("Choose one of the members, or nobody in particular. Nothing was changed."))
        actions.choose_owner(group, owner)
        messages.success(request, _("Saved."))
        return redirect("sign_up_set_up")
    page = SignUpPage.objects.filter(group=group).first()
    address = f"{base_of(group, origin_of(request))}/join/"
    context = {
        "members": members,
        "owner": page.owner_id if page else None,
        "first": first_organiser(group),
        "address": address,
        "waiting": HeldSignUp.objects.visible_to(request.user).count(),
    }
    return render(request, "signup/set_up.html", context)


@organiser_only
@unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def held(request):
    """What looked odd, opened; taken in or thrown away, one or several."""
    waiting = list(HeldSignUp.objects.visible_to(request.user).select_related("batch", "group"))
    if request.method == "POST":
        return _decided(request, waiting)
    return render(request, "signup/held.html", {"rows": looked_at(waiting[:50], request.keyring), "all": len(waiting)})


def _decided(request, waiting: list[HeldSignUp]):
    named = set(request.POST.getlist("held"))
    chosen = [one for one in waiting if str(one.pk) in named]
    if not chosen:
        raise Refusal("nothing_chosen", _("Tick at least one that still waits. Nothing was changed."))
    if request.POST.get("do") == "accept":
        for one in chosen:
            let_in(one, keyring=request.keyring, origin=origin_of(request))
        said = ngettext("{n} person is in, with a follow-up.", "{n} people are in, with follow-ups.", len(chosen))
    else:
        actions.throw_away(chosen, by=request.user)
        said = ngettext("{n} sign-up is thrown away.", "{n} sign-ups are thrown away.", len(chosen))
    messages.success(request, said.format(n=len(chosen)))
    return redirect("held_sign_ups")
