"""Sign-in and unlock are one act: the opened secret goes straight into the session that begins."""

from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.models import Member
from handbill.accounts.sessions import hold_secret
from handbill.base.errors import Refusal
from handbill.base.limits import check_rate

TRIES = 5


def sign_in(request: HttpRequest, name: str, password: str) -> Member:
    """Open a session that is unlocked. Raises Refusal: wrong (422), too often (429), or the second factor is needed (401)."""
    check_rate("passwords of a name", name.strip().casefold())
    member = authenticate(request, username=name.strip().casefold(), password=password)
    if member is None:
        raise wrong(request, name)
    begin(request, member, member.opened_secret)
    return member


def begin(request: HttpRequest, member: Member, secret: bytes) -> None:
    """A fresh session for a member whose secret is open."""
    request.session.flush()
    login(request, member, backend="handbill.accounts.backends.UnlockBackend")
    hold_secret(request.session, secret)


def unlock(request: HttpRequest, password: str) -> None:
    """Open a locked session again. Raises Refusal."""
    check_rate("passwords of a name", request.user.login)
    member = authenticate(request, username=request.user.login, password=password)
    if member is None:
        raise wrong(request, request.user.login)
    request.session.cycle_key()
    hold_secret(request.session, member.opened_secret)


def wrong(request: HttpRequest, name: str) -> Refusal:
    """How many tries are left, in words; the same for names that nobody has."""
    left = TRIES - failures(request, name)
    if left <= 0:
        return Refusal(
            "wait",
            _("That was wrong five times. Wait 10 minutes, then try again. Nothing was changed."),
            429,
            retry_after=600,
        )
    sentence = ngettext(
        "The name and password do not belong together. %(left)s try left, then wait 10 minutes.",
        "The name and password do not belong together. %(left)s tries left, then wait 10 minutes.",
        left,
    )
    return Refusal("wrong_password", sentence % {"left": left}, 422)


def failures(request: HttpRequest, name: str) -> int:
    from axes.handlers.proxy import AxesProxyHandler

    return AxesProxyHandler.get_failures(request, {"username": name.strip().casefold()})
