"""Who may come in to a page at all; what she sees there is decided in the query."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from handbill.accounts.models import Group, Member
from handbill.base.errors import MayNot


def door(may: Callable[[Member], bool]):
    """A decorator: signed in, and `may(member)`; else to the sign-in, or 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not may(request.user):
                raise MayNot
            return view(request, *args, **kwargs)

        return guarded

    return decorate


member_only = door(lambda member: True)
organiser_only = door(lambda member: member.is_organiser)
noting_only = door(lambda member: member.may_note)
people_only = door(lambda member: member.has_people)
remarks_only = door(lambda member: member.may_write_remarks)


def unlocked(view):
    """The view needs the keyring: a locked session is asked for the password first, and comes back."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.keyring is None:
            back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
            return HttpResponseRedirect(f"/unlock/?{urlencode({'next': safe_next(back)})}")
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


def safe_next(wanted: str) -> str:
    """An address of this desk, never another host's."""
    parts = urlsplit(wanted or "/")
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
