"""A member's own phone, enrolled once with the password: for 30 days six digits unlock it.

The phone keeps its share in a cookie no script can read, the server keeps the other; neither opens anything alone. Five
wrong tries destroy the server's share, and with it the way.
"""

import base64
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.audit import note
from handbill.accounts.models import EnrolledPhone, Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.keys import enrolment
from handbill.keys.errors import WrongPassword

LASTS = timedelta(days=enrolment.DAYS)
COOKIE = "__Host-handbill-phone" if settings.IS_HTTPS else "handbill-phone"


@transaction.atomic
def enrol_phone(member: Member, secret: bytes, pin: str, browser: str = "") -> str:
    """Enrol the phone that asks; returns what it keeps. Raises ValueError for a PIN that is guessed first."""
    made = enrolment.enrol(secret, pin)
    row = EnrolledPhone.objects.create(
        group_id=member.group_id,
        member=member,
        share=made.server.share,
        pin_check=made.server.check,
        wrap=made.server.wrap,
        browser=browser,
        ends_at=now() + LASTS,
    )
    note(member, "phone_enrolled", row.id)
    return f"{row.id}.{base64.urlsafe_b64encode(made.phone_share).decode()}"


def keep_on_phone(response: HttpResponse, kept: str) -> None:
    response.set_cookie(COOKIE, kept, max_age=LASTS, secure=settings.IS_HTTPS, httponly=True, samesite="Strict")


def forget_on_phone(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Strict")


def enrolled(request: HttpRequest) -> EnrolledPhone | None:
    """The standing enrolment of the phone that asks, if it has one."""
    phone_id, _share = _kept(request)
    rows = EnrolledPhone.objects.select_related("member").filter(id=phone_id, ends_at__gt=now(), member__ended_at=None)
    return rows.first() if phone_id else None


def open_with_pin(request: HttpRequest, pin: str) -> tuple[Member, bytes]:
    """The member and her secret. Raises Refusal: how many tries are left, or that the phone must be enrolled again."""
    phone_id, share = _kept(request)
    with transaction.atomic():
        row = (
            EnrolledPhone.objects.select_for_update(of=("self",))
            .filter(id=phone_id, ends_at__gt=now(), member__ended_at=None)
            .select_related("member")
            .first()
        )
        if row is None:
            raise _gone()
        secret = _opened(row, share, pin)
        left = 0 if secret else _count_wrong(row)
    if secret:
        return row.member, secret
    if not left:
        raise _gone()
    sentence = ngettext(
        "That PIN does not open this phone. %(left)s try left, then only the password opens it.",
        "That PIN does not open this phone. %(left)s tries left, then only the password opens it.",
        left,
    )
    raise Refusal("wrong_pin", sentence % {"left": left}, 422)


def _opened(row: EnrolledPhone, share: bytes, pin: str) -> bytes | None:
    part = enrolment.ServerPart(bytes(row.share), bytes(row.pin_check), bytes(row.wrap))
    try:
        secret = enrolment.open_enrolled(part, share, pin)
    except WrongPassword:
        return None
    EnrolledPhone.objects.filter(id=row.id).update(wrong_tries=0, used_at=now())
    return secret


def _count_wrong(row: EnrolledPhone) -> int:
    """Tries left; at none the server's share is destroyed."""
    tries = row.wrong_tries + 1
    if tries >= enrolment.MOST_TRIES:
        row.delete()
        return 0
    EnrolledPhone.objects.filter(id=row.id).update(wrong_tries=tries)
    return enrolment.MOST_TRIES - tries


def _gone() -> Refusal:
    return Refusal(
        "pin_gone",
        _(
            "This phone’s PIN no longer opens anything. Nothing was changed. Sign in with your password, then you can set a new one."
        ),
        422,
    )


def _kept(request: HttpRequest) -> tuple[uuid.UUID | None, bytes]:
    phone_id, _dot, share = request.COOKIES.get(COOKIE, "").partition(".")
    try:
        return uuid.UUID(phone_id), base64.urlsafe_b64decode(share)
    except ValueError:
        return None, b""
