"""Who may come in to a page at all; what she sees there is decided in the query."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from handbill.accounts.models import Group, Member
from handbill.accounts.queries import asked_at, organisers_of
from handbill.base.errors import MayNot


def door(may: Callable[[Member], bool], refuse: Callable | None = None):
    """A decorator: signed in, and `may(member)`; else to the sign-in, or 403, with a page of its own from `refuse`."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not may(request.user):
                if refuse is None or request.headers.get("HX-Request"):
                    raise MayNot
                return refuse(request)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def not_yours(request):
    """Cards are for the people who ring back: who can help, and one button to ask."""
    context = {"organisers": organisers_of(request.user), "asked_at": asked_at(request.user)}
    return render(request, "accounts/not_yours.html", context, status=403)


member_only = door(lambda member: True)
organiser_only = door(lambda member: member.is_organiser)
noting_only = door(lambda member: member.may_note)
people_only = door(lambda member: member.has_people, not_yours)
remarks_only = door(lambda member: member.may_write_remarks)


def unlocked(view=None, *, back: str = "/"):
    """The view needs the keyring: a locked session is asked for the password first, and comes back to the page.

    Where something was pressed, `back` is the page with the button: browsers do not say where they come from
    (`Referrer-Policy`), and what was pressed is pressed again by whoever pressed it.
    """
    if view is None:
        return lambda given: unlocked(given, back=back)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.keyring is None:
            wanted = request.get_full_path() if request.method == "GET" else back
            return HttpResponseRedirect(f"/unlock/?{urlencode({'next': safe_next(wanted)})}")
        return view(request, *args, **kwargs)

    return guarded


def to_sign_in(request):
    """The sign-in, or the set-up where nothing has been founded yet."""
    if not Group.objects.exists():
        return HttpResponseRedirect("/set-up/1/")
    if getattr(request, "waiting_for_code", None):
        return HttpResponseRedirect("/sign-in/code/")
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': wanted})}")


def safe_next(wanted: str, otherwise: str = "/") -> str:
    """`wanted` where it is an address of this desk, never another host's; else `otherwise`."""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else otherwise
