"""Sign-in and unlock are one act: the opened secret goes straight into the session that begins."""

from django.contrib.auth import authenticate, login
from django.http import HttpRequest

from handbill.accounts.models import Member
from handbill.accounts.sessions import hold_secret, note_browser, sweep
from handbill.accounts.tries import check_tries, forget_failures, wrong


def sign_in(request: HttpRequest, name: str, password: str) -> Member:
    """Open a session that is unlocked. Raises Refusal: wrong (422) or too often (429)."""
    member = checked(request, name, password)
    begin(request, member, member.opened_secret)
    return member


def unlock(request: HttpRequest, password: str) -> None:
    """Open a locked session again. Raises Refusal."""
    member = checked(request, request.user.login, password)
    request.session.cycle_key()
    hold_secret(request.session, member.opened_secret)


def checked(request: HttpRequest, name: str, password: str) -> Member:
    """The member whose name and password these are, with her opened secret. Raises Refusal."""
    check_tries(request, name)
    member = authenticate(request, username=name, password=password)
    if member is None:
        raise wrong(request, name)
    forget_failures(request, name)
    return member


def begin(request: HttpRequest, member: Member, secret: bytes) -> None:
    """A fresh session for a member whose secret is open."""
    sweep()
    request.session.flush()
    login(request, member, backend="handbill.accounts.backends.UnlockBackend")
    note_browser(request.session, request.headers.get("User-Agent", ""))
    hold_secret(request.session, secret)
