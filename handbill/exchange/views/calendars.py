"""A member's calendar address: made, shown once, ended; and what a calendar programme reads there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handbill.accounts.doors import member_only
from handbill.exchange.calendars import calendar_of, end_address, member_of, new_address


@member_only
@require_POST
def making(request):
    """The address is on this page and nowhere else."""
    address = f"{settings.ORIGIN}/calendar/{new_address(request.user)}.ics"
    return render(request, "exchange/calendar.html", {"address": address})


@member_only
@require_POST
def ending(request):
    end_address(request.user)
    messages.success(request, _("The address is gone. Calendars that read it show nothing new any more."))
    return HttpResponseRedirect("/me/")


@require_GET
def calendar(request, token):
    """For a calendar programme, which cannot sign in."""
    member = member_of(token)
    if member is None:
        raise Http404
    with translation.override(member.language or member.group.language):
        text = calendar_of(member, settings.ORIGIN)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
