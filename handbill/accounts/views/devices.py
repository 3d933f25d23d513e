"""End a session, a PIN or everything a member comes in with: her own, or, by an organiser, another's."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handbill.accounts.devices import end_everything, end_pin, end_session
from handbill.accounts.doors import member_only, organiser_only
from handbill.accounts.models import Member


@member_only
@require_POST
def my_session_ending(request, row):
    return _session(request, request.user, row, "/me/")


@organiser_only
@require_POST
def session_ending(request, id, row):
    return _session(request, _member(request, id), row, f"/set-up/members/{id}/")


@member_only
@require_POST
def my_pin_ending(request, pin):
    return _pin(request, request.user, pin, "/me/")


@organiser_only
@require_POST
def pin_ending(request, id, pin):
    return _pin(request, _member(request, id), pin, f"/set-up/members/{id}/")


@member_only
@require_POST
def my_devices_ending(request):
    end_everything(request.user, by=request.user, but=request.session)
    messages.success(
        request, _("You are signed in here and nowhere else. No PIN and no phone of yours works any more.")
    )
    return HttpResponseRedirect("/me/")


@organiser_only
@require_POST
def devices_ending(request, id):
    member = _member(request, id)
    end_everything(member, by=request.user, but=request.session if member == request.user else None)
    sentence = _("%(name)s is signed out everywhere. No PIN and no phone of theirs works any more.")
    messages.success(request, sentence % {"name": member.name})
    return HttpResponseRedirect(f"/set-up/members/{id}/")


def _member(request, id) -> Member:
    return get_object_or_404(Member.objects.active().visible_to(request.user), id=id)


def _session(request, member: Member, row: str, back: str):
    end_session(member, row, by=request.user)
    messages.success(request, _("That browser is signed out."))
    return HttpResponseRedirect(back)


def _pin(request, member: Member, pin, back: str):
    end_pin(member, pin, by=request.user)
    messages.success(request, _("That phone’s PIN opens nothing any more."))
    return HttpResponseRedirect(back)
