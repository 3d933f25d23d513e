"""A code from a second device (TOTP, RFC 6238), asked of organisers who have set it up."""

from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django_otp.plugins.otp_totp.models import TOTPDevice

from handbill.accounts.models import Member
from handbill.base.clock import now

PATIENCE = timedelta(minutes=5)


def device_of(member: Member) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=member, confirmed=True).first()


def asks_for_code(member: Member) -> bool:
    return device_of(member) is not None


def begin_second_step(request: HttpRequest, member: Member, wanted: str) -> HttpResponseRedirect:
    """The session exists but may only show its code; the doors stay shut until then."""
    request.session["code_needed_since"] = now().isoformat()
    request.session["code_then"] = wanted
    return HttpResponseRedirect("/sign-in/code/")


def is_waiting_for_code(request: HttpRequest) -> bool:
    """Whether this session has still to show its code; one that waits too long is ended."""
    since = request.session.get("code_needed_since")
    if since and now() - datetime.fromisoformat(since) > PATIENCE:
        logout(request)
        return False
    return bool(since)


def show_code(request: HttpRequest, member: Member, code: str) -> str | None:
    """The address to go on to when the code is right, else None. A device slows down by itself when tried often."""
    device = device_of(member)
    allowed, _why = device.verify_is_allowed()
    if not (allowed and device.verify_token(code.replace(" ", ""))):
        return None
    request.session.pop("code_needed_since", None)
    return request.session.pop("code_then", "/")


def new_device(member: Member) -> TOTPDevice:
    """An unconfirmed device, to be shown as a square and confirmed by its first code."""
    TOTPDevice.objects.filter(user=member, confirmed=False).delete()
    return TOTPDevice.objects.create(user=member, name="phone", confirmed=False)


def confirm_device(member: Member, code: str) -> bool:
    device = TOTPDevice.objects.filter(user=member, confirmed=False).first()
    if device is None or not device.verify_token(code.replace(" ", "")):
        return False
    TOTPDevice.objects.filter(user=member, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return True
