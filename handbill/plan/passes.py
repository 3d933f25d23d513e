"""The pass of an outing: what its square holds. Whoever has the text may join with a phone, nothing else.

The text is 16 bytes derived from the instance's secret and the pass's id, as base64url without padding. On disk lies only
its SHA-256, so a thief of the database cannot join, and the square can still be shown again.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.plan.models import Joining, Outing, Pass

HOURS_AFTER_THE_END = 6
LATE_DAYS = 30


@transaction.atomic
def standing_pass(outing: Outing, by: Member) -> Pass:
    """The outing's one pass, made at the first call; one made by somebody who has left is replaced."""
    if outing.is_cancelled:
        raise Refusal("outing_cancelled", _("This outing was cancelled, so it has no square."))
    standing = Pass.objects.select_related("made_by").filter(outing=outing, revoked_at=None).first()
    if standing and _maker_has_left(standing):
        revoke(standing, by, end_phones=False)
        standing = None
    return standing or _new_pass(outing, by)


def pass_text(pass_: Pass) -> str:
    """22 letters, digits, - and _: what stands behind the # in the square."""
    return _as_text(_derived(pass_.id))


def find_pass(text: str) -> Pass | None:
    """The pass with this text, whether it still lets phones in or not."""
    return (
        Pass.objects.select_related("outing__place", "outing__lead", "group", "made_by")
        .filter(token_hash=_hash_of(text))
        .first()
    )


def ended_at(pass_: Pass) -> datetime:
    """When it ends, or ended, by time."""
    return closes_at(pass_.outing)


def closes_at(outing: Outing) -> datetime:
    """When an outing lets no phone in any more: six hours after its end, at once when it was cancelled."""
    end = by_time(outing)
    return min(end, outing.cancelled_at or end)


def by_time(outing: Outing) -> datetime:
    """Six hours after its end."""
    return outing.ends_at + timedelta(hours=HOURS_AFTER_THE_END)


def is_withdrawn(pass_: Pass) -> bool:
    """Ended by somebody, not by time: revoked, or made by a member who has left."""
    return pass_.revoked_at is not None or _maker_has_left(pass_)


@transaction.atomic
def revoke(pass_: Pass, by: Member, end_phones: bool) -> Pass:
    """No phone joins with it any more; with `end_phones` those that did must stop too (401 from then on)."""
    if pass_.revoked_at is None:
        pass_.revoked_at, pass_.revoked_by = now(), by
        pass_.save(update_fields=["revoked_at", "revoked_by"])
    if end_phones:
        Joining.objects.filter(by_pass=pass_, ended_at=None).update(ended_at=now())
    return pass_


def _new_pass(outing: Outing, by: Member) -> Pass:
    """Two who press at once get the same one."""
    id = new_id()
    row = {"id": id, "group": outing.group, "token_hash": _hash_of(_as_text(_derived(id))), "made_by": by}
    return Pass.objects.get_or_create(outing=outing, revoked_at=None, defaults=row)[0]


def _maker_has_left(pass_: Pass) -> bool:
    return pass_.made_by is not None and not pass_.made_by.is_active


def _derived(id) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"pass" + id.bytes, "sha256")[:16]


def _as_text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()


def _hash_of(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
