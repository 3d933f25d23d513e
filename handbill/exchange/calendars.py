"""A member's calendar (RFC 5545): outings of her group, at an address that she makes and can end. No name stands in it."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.exchange.content_lines import escaped, written
from handbill.exchange.models import CalendarAddress
from handbill.plan.models import Outing

BACK = timedelta(days=90)


@transaction.atomic
def new_address(member: Member) -> str:
    """A fresh token; the address before it is no more. Shown once: only its fingerprint is kept."""
    token = secrets.token_urlsafe(24)
    CalendarAddress.objects.filter(member=member).delete()
    CalendarAddress.objects.create(member=member, group_id=member.group_id, fingerprint=_fingerprint(token))
    return token


def end_address(member: Member) -> None:
    CalendarAddress.objects.filter(member=member).delete()


def member_of(token: str) -> Member | None:
    """Whose calendar it is; None for one that was ended, or whose member has left."""
    found = CalendarAddress.objects.filter(fingerprint=_fingerprint(token)).select_related("member__group").first()
    return found.member if found and found.member.is_active else None


def calendar_of(member: Member, origin: str) -> str:
    """Outings from three months back on, cancelled ones as such."""
    outings = Outing.objects.visible_to(member).filter(ends_at__gt=now() - BACK).order_by("starts_at", "id")
    coming = set(member.shifts.values_list("outing_id", flat=True))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handbill//Outings//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{escaped(member.group.name)}")
    for outing in outings:
        lines += _event(outing, outing.id in coming, origin)
    return written([*lines, "END:VCALENDAR"])


def _event(outing: Outing, is_coming: bool, origin: str) -> list[str]:
    words = (_("{place} (you said you are coming)") if is_coming else "{place}").format(place=outing.place.name)
    return [
        "BEGIN:VEVENT",
        f"UID:{outing.id}@handbill",
        f"DTSTAMP:{_moment(outing.made_at)}",
        f"SEQUENCE:{outing.version}",
        f"DTSTART:{_moment(outing.starts_at)}",
        f"DTEND:{_moment(outing.ends_at)}",
        f"SUMMARY:{escaped(words)}",
        f"LOCATION:{escaped(outing.place.name)}",
        f"CATEGORIES:{escaped(str(outing.get_setting_display()))}",
        f"STATUS:{'CANCELLED' if outing.is_cancelled else 'CONFIRMED'}",
        f"URL:{origin}{outing.get_absolute_url()}",
        "END:VEVENT",
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _fingerprint(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
