"""A device switched on and off."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.notices.models import Device, fingerprint_of

MOST = 10  # devices of one member


@transaction.atomic
def switch_on(member: Member, *, endpoint: str, point: bytes, auth: bytes, words: str, **wants: bool) -> Device:
    """A browser that was switched on before is the same device, also where somebody else used it then."""
    fingerprint = fingerprint_of(endpoint)
    if member.notice_devices.exclude(fingerprint=fingerprint).count() >= MOST:
        raise Refusal("too_many_devices", _("Ten devices are told already. Switch one off first."))
    given = {"group_id": member.group_id, "member": member, "endpoint": endpoint, "point": point, "auth": auth}
    return Device.objects.update_or_create(fingerprint=fingerprint, defaults={**given, "words": words[:120], **wants})[
        0
    ]
