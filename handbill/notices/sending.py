"""One notice to one device: a sentence that names nobody, in her language, sealed to her browser.

A job that was broken off is done again; `Topic` and `tag` let the second take the place of the first.
"""

import base64
import hashlib
import json
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base import jobs, outgoing
from handbill.base.clock import now
from handbill.followup.models import FollowUp
from handbill.keys.push import pair_from, public_of, seal_for, signature
from handbill.notices.models import Device
from handbill.notices.quiet import good_moment
from handbill.plan.models import Outing

LASTS = 12 * 3600  # seconds that a push service keeps it for a device that is off
GONE = (404, 410)


class NotTaken(OSError):
    """The push service wants it later: the job is tried again."""


def our_pair():
    return pair_from(settings.SECRET_KEY.encode())


def our_key() -> str:
    """What a browser subscribes to."""
    return base64.urlsafe_b64encode(public_of(our_pair())).rstrip(b"=").decode()


def send(given: str) -> None:
    """The job. Nothing where nobody waits any more, where she left, or where the device was switched off."""
    id, what, about = given.split(" ")
    device = (
        Device.objects.filter(id=uuid.UUID(id), member__ended_at=None).select_related("member__group", "group").first()
    )
    if device and not _waits_for_morning(device, given) and (words := _words(device, what, about)):
        _post(device, words, what, given)


def _waits_for_morning(device: Device, given: str) -> bool:
    """A try that comes late, after an answer 'later' or a standstill, keeps the night as well."""
    morning = good_moment(now(), ZoneInfo(device.group.timezone))
    if morning <= now():
        return False
    jobs.ask("notice", f"notice:{given}:{morning.date()}", given, group=device.group_id, run_after=morning)
    return True


def _post(device: Device, words: str, what: str, given: str) -> None:
    message = json.dumps({"title": words, "tag": what}, ensure_ascii=False).encode()
    body = seal_for(bytes(device.point), bytes(device.auth), message)
    try:
        answer = outgoing.post(device.endpoint, body, _headers(device, given))
    except outgoing.NotAllowed as refused:
        if refused.why != "name":  # a name that nobody knows may be known again in an hour
            device.delete()
            return
        raise NotTaken from None
    if answer.status in GONE:
        device.delete()
    elif not answer.is_taken:
        raise NotTaken


def _headers(device: Device, given: str) -> dict[str, str]:
    where = outgoing.destination(device.endpoint).origin
    expires = int(now().timestamp()) + LASTS
    return {
        "Authorization": signature(our_pair(), audience=where, subject=settings.ORIGIN, expires=expires),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(LASTS),
        "Topic": hashlib.sha256(given.encode()).hexdigest()[:32],
        "Urgency": "normal",
    }


def _words(device: Device, what: str, about: str) -> str:
    with translation.override(device.member.language or device.member.group.language):
        if what == "people":
            return _of_people(device)
        outing = Outing.objects.filter(id=uuid.UUID(about.split(":")[0]), shifts__member=device.member_id).first()
        if outing is None or outing.ends_at <= now():
            return ""
        if what == "soon":
            is_on = outing.starts_at > now() and not outing.is_cancelled
            return _("An outing you are coming to starts soon.") if is_on else ""
        if outing.is_cancelled:
            return _("An outing you are coming to was cancelled.")
        return _("An outing you are coming to was changed.")


def _of_people(device: Device) -> str:
    waiting = FollowUp.objects.open().filter(group=device.group_id, person__owner=device.member_id, due_at__lte=now())
    people = waiting.count()
    if not people:
        return ""
    return ngettext("{n} person waits to hear from you", "{n} people wait to hear from you", people).format(n=people)
