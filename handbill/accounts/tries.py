"""How often a password may be tried: by the pair of name and address, and by the name alone at a higher limit.

The pair is counted by django-axes in the database: five tries, then ten minutes. The name alone is counted in memory
(`base.limits`), so that many addresses together stay slow. Since anybody could use that up to lock a member out, a
browser in which she signed in before is counted apart: it carries a signed cookie, which opens nothing.

Nothing typed lies on disk: names only as a keyed fingerprint, since people type their password there by mistake.
"""

import ipaddress
import secrets
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.limits import address_of, check_rate

KNOWN_FOR = timedelta(days=180)
SALT = "handbill.known"


def check_tries(request: HttpRequest, name: str) -> None:
    """Raises Refusal when this pair has to wait, or the name was tried too often. A pair that waits costs the name nothing."""
    if not AxesProxyHandler.is_allowed(request, {"username": name}):
        raise wait(request, name)
    device = known_device(request, name)
    check_rate("passwords in a known browser" if device else "passwords of a name", device or normal(name))


def wrong(request: HttpRequest, name: str) -> Refusal:
    """How many tries are left, in words; the same for names that nobody has."""
    left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(request, {"username": name})
    if left <= 0:
        return wait(request, name)
    sentence = ngettext(
        "The name and password do not belong together. %(left)s try left, then wait 10 minutes.",
        "The name and password do not belong together. %(left)s tries left, then wait 10 minutes.",
        left,
    )
    return Refusal("wrong_password", sentence % {"left": left}, 422)


def wait(request: HttpRequest, name: str) -> Refusal:
    """Until when this pair of name and address has to wait."""
    seconds = _seconds_left(request, name)
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "That was wrong five times. Wait %(minutes)s minute, then try again. Nothing was changed.",
        "That was wrong five times. Wait %(minutes)s minutes, then try again. Nothing was changed.",
        minutes,
    )
    return Refusal("wait", sentence % {"minutes": minutes}, 429, retry_after=seconds)


def forget_failures(request: HttpRequest, name: str) -> None:
    """The password was right: the next mistake is the first one again."""
    AxesProxyHandler.reset_attempts(username=fingerprint(name), ip_address=network_of(request))


def remember_browser(response: HttpResponse, name: str) -> None:
    """This browser is one in which the member signed in."""
    response.set_signed_cookie(
        _cookie(),
        f"{fingerprint(name)}.{secrets.token_hex(8)}",
        salt=SALT,
        max_age=KNOWN_FOR,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, name: str) -> str:
    """The browser's number when the member signed in with it before, else nothing."""
    kept = request.get_signed_cookie(_cookie(), default="", salt=SALT, max_age=KNOWN_FOR)
    whose, _dot, number = kept.partition(".")
    return number if whose == fingerprint(name) else ""


def network_of(request: HttpRequest) -> str:
    """The address that tries are counted by; of IPv6 the half that a household shares. django-axes asks this."""
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return "0.0.0.0"  # noqa: S104  no address at all; counted as one
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def name_of_tries(request: HttpRequest, credentials: dict | None) -> str:
    """The name as django-axes keeps it."""
    return fingerprint((credentials or {}).get("username") or "")


def fingerprint(name: str) -> str:
    return salted_hmac("handbill.tries", normal(name), algorithm="sha256").hexdigest()[:32]


def normal(name: str) -> str:
    return name.strip().casefold()


def empty_attempt(instance: AccessAttempt, **_signal) -> None:
    """Before django-axes writes a row: no body, no query and no list of languages goes to disk."""
    instance.get_data = instance.post_data = instance.http_accept = ""


def page_of_its_own(request: HttpRequest, answer: HttpResponse, credentials: dict) -> HttpResponse:
    """django-axes would put a page of its own in the place of ours, which says more."""
    return answer


def _seconds_left(request: HttpRequest, name: str) -> int:
    tries = AccessAttempt.objects.filter(username=fingerprint(name), ip_address=network_of(request))
    last = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    whole = timedelta(hours=settings.AXES_COOLOFF_TIME)
    left = (last + whole - now()) if last else whole
    return max(1, round(left.total_seconds()))


def _cookie() -> str:
    return "__Host-handbill-known" if settings.IS_HTTPS else "handbill-known"
