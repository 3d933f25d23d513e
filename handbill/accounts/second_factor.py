"""A second factor after the password: a code from a device (TOTP, RFC 6238) or a passkey; either will do where both are set."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django_otp.plugins.otp_totp.models import TOTPDevice

from handbill.accounts.audit import note
from handbill.accounts.models import Member, Passkey
from handbill.base.clock import now

PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Factors:
    """What the sign-in asks a member for beside the password."""

    device: TOTPDevice | None
    passkeys: list[Passkey]

    def __bool__(self) -> bool:
        return self.device is not None or bool(self.passkeys)


def factors_of(member: Member) -> Factors:
    return Factors(device_of(member), list(member.passkeys.all()))


def device_of(member: Member) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=member, confirmed=True).first()


def has_second_factor(group) -> set:
    """The ids of the members of a group who have one."""
    codes = TOTPDevice.objects.filter(user__group=group, confirmed=True).values_list("user", flat=True)
    return {*codes, *Passkey.objects.filter(group=group).values_list("member", flat=True)}


def asks_for_more(member: Member) -> bool:
    return bool(factors_of(member))


def forget_factors(member: Member) -> None:
    """Whoever lost her password may have lost what lay beside it as well; whoever leaves needs none."""
    TOTPDevice.objects.filter(user=member).delete()
    member.passkeys.all().delete()


def begin_second_step(request: HttpRequest, member: Member, wanted: str) -> HttpResponseRedirect:
    """The session exists but may only show its second factor; the doors stay shut until then."""
    request.session["code_needed_since"] = now().isoformat()
    request.session["code_then"] = wanted
    return HttpResponseRedirect("/sign-in/code/")


def end_second_step(request: HttpRequest) -> str:
    """It was shown: the address to go on to."""
    request.session.pop("code_needed_since", None)
    return request.session.pop("code_then", "/")


def is_waiting_for_code(request: HttpRequest) -> bool:
    """Whether this session has still to show its second factor; one that waits too long is ended."""
    since = request.session.get("code_needed_since")
    if since and now() - datetime.fromisoformat(since) > PATIENCE:
        logout(request)
        return False
    return bool(since)


def show_code(request: HttpRequest, member: Member, code: str) -> str | None:
    """The address to go on to when the code is right, else None. A device slows down by itself when tried often."""
    device = device_of(member)
    allowed = device is not None and device.verify_is_allowed()[0]
    if not (allowed and device.verify_token(code.replace(" ", ""))):
        return None
    return end_second_step(request)


def new_device(member: Member) -> TOTPDevice:
    """An unconfirmed device, to be shown as a square and confirmed by its first code."""
    TOTPDevice.objects.filter(user=member, confirmed=False).delete()
    return TOTPDevice.objects.create(user=member, name="phone", confirmed=False)


@transaction.atomic
def confirm_device(member: Member, code: str) -> bool:
    device = TOTPDevice.objects.filter(user=member, confirmed=False).first()
    if device is None or not device.verify_token(code.replace(" ", "")):
        return False
    TOTPDevice.objects.filter(user=member, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    note(member, "second_factor_set")
    return True


@transaction.atomic
def end_device(member: Member) -> None:
    """No code is asked for any more."""
    if TOTPDevice.objects.filter(user=member, confirmed=True).delete()[0]:
        note(member, "second_factor_ended")
