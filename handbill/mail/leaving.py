"""The way out that stands in every mail: one click, by a signed link that names nobody and never ends."""

import base64
import binascii
import hmac
import uuid
from functools import lru_cache

from django.conf import settings
from django.db import transaction

from handbill.people.consents import withdraw_consent
from handbill.people.models import Consent, Person

PURPOSE = b"handbill: stop this mail, 1"
PURPOSES = ("news", "follow_up")
MAC_BYTES = 16


def way_out(person_id: uuid.UUID, purpose: str) -> str:
    """The path. The same for every mail of a purpose to a person."""
    signed = bytes([PURPOSES.index(purpose)]) + person_id.bytes
    return f"/off/{base64.urlsafe_b64encode(signed + _mac(signed)).rstrip(b'=').decode()}/"


def read_way_out(token: str) -> tuple[Person | None, str] | None:
    """Who and what for; None for what was never given out. The person is None once erased: nothing comes any more."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    signed, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if len(signed) != 17 or not hmac.compare_digest(mac, _mac(signed)) or signed[0] >= len(PURPOSES):
        return None
    person = Person.objects.select_related("group").filter(id=uuid.UUID(bytes=signed[1:])).first()
    return person, PURPOSES[signed[0]]


@transaction.atomic
def stop_mail(person: Person, purpose: str) -> bool:
    """Take back what was agreed to for e-mail, said by nobody but themselves. False where it was taken back already."""
    standing = Consent.objects.filter(person=person, purpose=purpose, channel="email", withdrawn_at=None)
    return sum(withdraw_consent(one, by=None) for one in standing) > 0


def is_still_agreed(person: Person, purpose: str) -> bool:
    return Consent.objects.filter(person=person, purpose=purpose, channel="email", withdrawn_at=None).exists()


def _mac(signed: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY), signed, "sha256")[:MAC_BYTES]


@lru_cache(2)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), PURPOSE, "sha256")
